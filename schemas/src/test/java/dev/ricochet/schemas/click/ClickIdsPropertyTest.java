package dev.ricochet.schemas.click;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ClickIdsPropertyTest {

    private static final long LAST = (1L << 48) - 1;
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private final ClickIds ids =
            new ClickIds(ClickKeys.parse("5:000102030405060708090a0b0c0d0e0f,9:101112131415161718191a1b1c1d1e1f"));

    @Property
    void everyMintedIdIsGenuineAndCarriesItsTime(@ForAll @LongRange(max = LAST) long millis) {
        String id = ids.mint(Instant.ofEpochMilli(millis));

        assertThat(id).hasSize(32).matches("[0-9a-hjkmnp-tv-z]{32}");
        assertThat(ids.verify(id)).isEqualTo(new Verdict.Genuine(Instant.ofEpochMilli(millis), 5));
        assertThat(ClickIds.millisOf(id)).isEqualTo(millis);
    }

    @Property
    void idsSortAsTheirTimesDo(
            @ForAll @LongRange(max = LAST) long one, @ForAll @LongRange(min = -1000, max = 1000) long distance) {
        long other = Math.min(LAST, Math.max(0, one + distance));

        int order = ids.mint(Instant.ofEpochMilli(one)).compareTo(ids.mint(Instant.ofEpochMilli(other)));

        if (one != other) {
            assertThat(Integer.signum(order)).isEqualTo(Long.compare(one, other));
        }
    }

    @Property(tries = 100)
    void everyChangeOfOneCharacterIsDetected(@ForAll @LongRange(max = LAST) long millis) {
        String id = ids.mint(Instant.ofEpochMilli(millis));
        for (int position = 0; position < id.length(); position++) {
            for (int i = 0; i < DIGITS.length(); i++) {
                char digit = DIGITS.charAt(i);
                if (digit != id.charAt(position)) {
                    String changed = id.substring(0, position) + digit + id.substring(position + 1);
                    assertThat(ids.verify(changed)).isNotInstanceOf(Verdict.Genuine.class);
                }
            }
        }
    }

    @Property
    void everyOtherCharacterIsDetected(
            @ForAll @LongRange(max = LAST) long millis,
            @ForAll @IntRange(max = 31) int position,
            @ForAll @From("strangers") char stranger) {
        String id = ids.mint(Instant.ofEpochMilli(millis));

        Verdict verdict = ids.verify(id.substring(0, position) + stranger + id.substring(position + 1));

        assertThat(verdict).isInstanceOf(Verdict.Malformed.class);
    }

    @Property
    void anyTextGetsAVerdict(@ForAll String text) {
        assertThat(ids.verify(text)).isNotInstanceOf(Verdict.Genuine.class);
    }

    @Property
    void anyTextOfDigitsGetsAVerdict(@ForAll @From("digits") String text) {
        assertThat(ids.verify(text)).isNotInstanceOf(Verdict.Genuine.class);
    }

    @Provide
    Arbitrary<Character> strangers() {
        return Arbitraries.chars().all().filter(character -> DIGITS.indexOf(character) < 0);
    }

    @Provide
    Arbitrary<String> digits() {
        return Arbitraries.strings().withChars(DIGITS).ofLength(32);
    }
}
