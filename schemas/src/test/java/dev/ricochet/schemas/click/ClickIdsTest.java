package dev.ricochet.schemas.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");
    private static final String KEY_0 = "0:000102030405060708090a0b0c0d0e0f";
    private static final String KEY_1 = "1:101112131415161718191a1b1c1d1e1f";

    private final ClickIds ids = new ClickIds(ClickKeys.parse(KEY_1 + "," + KEY_0));

    @Test
    void shouldReadWhatAnotherProgramMinted() {
        // 48 bits 019aab06fa7b, version 1, key 1, random 01..07, HMAC-SHA256 of these by key 1: computed with Python.
        assertThat(ids.verify("06dap1qtfc8g20g30g2gc1t99e3pb4jx"))
                .isEqualTo(new Verdict.Genuine(Instant.ofEpochMilli(0x019aab06fa7bL), 1));
    }

    @Test
    void shouldNeverMintTheSameTwiceThoughManyThreadsMintInOneMillisecond() {
        Set<String> minted = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 100_000).parallel().forEach(i -> minted.add(ids.mint(NOON)));

        assertThat(minted).hasSize(100_000);
    }

    @Test
    void shouldAcceptIdsOfAnOldKeyAfterRotationAndMintWithTheNew() {
        String old = new ClickIds(ClickKeys.parse(KEY_0)).mint(NOON);

        assertThat(ids.verify(old)).isEqualTo(new Verdict.Genuine(NOON, 0));
        assertThat(ids.verify(ids.mint(NOON))).isEqualTo(new Verdict.Genuine(NOON, 1));
    }

    @Test
    void shouldCallAnIdForgedWhenItsKeyWasRemoved() {
        String old = new ClickIds(ClickKeys.parse(KEY_0)).mint(NOON);

        Verdict verdict = new ClickIds(ClickKeys.parse(KEY_1)).verify(old);

        assertThat(verdict).isEqualTo(new Verdict.Forged("signed by key 0, which is not accepted"));
    }

    @Test
    void shouldCallAnIdForgedWhenSignedByAnotherKeyOfTheSameNumber() {
        String foreign = new ClickIds(ClickKeys.parse("1:ffffffffffffffffffffffffffffffff")).mint(NOON);

        assertThat(ids.verify(foreign)).isEqualTo(new Verdict.Forged("the signature does not fit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "+10889-08-02T05:31:50.655Z"})
    void shouldCarryTheFirstAndTheLastTimeThatFits(Instant limit) {
        String id = ids.mint(limit);

        assertThat(ids.verify(id)).isEqualTo(new Verdict.Genuine(limit, 1));
        assertThat(ClickIds.millisOf(id)).isEqualTo(limit.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999Z", "+10889-08-02T05:31:50.656Z", "+1000000000-12-31T23:59:59Z"})
    void shouldRefuseToMintForATimeThatDoesNotFit(Instant beyond) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ids.mint(beyond))
                .withMessageContaining("cannot carry the time " + beyond)
                .withMessageContaining("1970-01-01T00:00:00Z to +10889-08-02T05:31:50.655Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i", "l", "o", "u", "A", "Z", "-", " ", "\u0660", "\uFF11", "{"})
    void shouldCallAnIdMalformedWhenItHasACharacterThatIsNoDigit(String stranger) {
        String id = ids.mint(NOON);

        Verdict verdict = ids.verify(id.substring(0, 31) + stranger);

        assertThat(verdict)
                .isEqualTo(new Verdict.Malformed("character 32 is not one of 0-9 and a-z without i, l, o, u"));
    }

    @Test
    void shouldCallAnIdMalformedInUpperCase() {
        // Somebody's tracker that changes case would otherwise split one click into two.
        String letters = "0".repeat(9) + "0" + "8" + "A".repeat(21);

        assertThat(ids.verify(letters)).isInstanceOf(Verdict.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "{click_id}", "0123456789abcdefghjkmnpqrstvwxy", "0123456789abcdefghjkmnpqrstvwxyz0"})
    void shouldCallAnIdMalformedWhenItHasAnotherLength(String text) {
        assertThat(ids.verify(text))
                .isEqualTo(new Verdict.Malformed("it has " + text.length() + " characters and not 32"));
        assertThatIllegalArgumentException().isThrownBy(() -> ClickIds.millisOf(text));
    }

    @Test
    void shouldCallAnIdMalformedWhenItIsOfAnotherVersion() {
        String id = ids.mint(NOON);
        Set<String> details = new HashSet<>();
        for (char digit : "0123456789abcdefghjkmnpqrstvwxyz".toCharArray()) {
            if (ids.verify(id.substring(0, 10) + digit + id.substring(11)) instanceof Verdict.Malformed malformed) {
                details.add(malformed.detail());
            }
        }

        // The eleventh character holds the last bit of time's neighbour: two bits of version and the key id's first
        // three.
        assertThat(details).isNotEmpty().allMatch(detail -> detail.matches("it is of version \\d+ and not 1 or 2"));
    }
}
