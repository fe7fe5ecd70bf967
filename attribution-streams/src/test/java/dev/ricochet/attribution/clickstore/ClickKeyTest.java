package dev.ricochet.attribution.clickstore;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickKeyTest {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    @Property(tries = 300)
    void shouldCarryTheTimeOfItsClick(@ForAll @LongRange(min = 0, max = (1L << 48) - 1) long millis) {
        ClickKey key = ClickKey.of(CLICK_IDS.mint(Instant.ofEpochMilli(millis)));

        assertThat(key.millis()).isEqualTo(millis);
        assertThat(key.day()).isEqualTo(millis / 86_400_000);
    }

    @Property(tries = 300)
    void shouldBeTheFirst112BitsOfTheId(@ForAll @LongRange(min = 0, max = (1L << 48) - 1) long millis) {
        String id = CLICK_IDS.mint(Instant.ofEpochMilli(millis));

        assertThat(ClickKey.of(id).toBytes()).isEqualTo(first14BytesOf(id));
    }

    @Property(tries = 300)
    void shouldSortByTime(
            @ForAll @LongRange(min = 0, max = (1L << 48) - 2) long earlier,
            @ForAll @LongRange(min = 1, max = 1 << 20) long by) {
        long later = Math.min(earlier + by, (1L << 48) - 1);

        byte[] first =
                ClickKey.of(CLICK_IDS.mint(Instant.ofEpochMilli(earlier))).toBytes();
        byte[] second = ClickKey.of(CLICK_IDS.mint(Instant.ofEpochMilli(later))).toBytes();

        assertThat(Arrays.compareUnsigned(first, second)).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0000000000000000000000000000000", "000000000000000000000000000000000"})
    void shouldRefuseAnIdOfAnotherLength(String id) {
        assertThatThrownBy(() -> ClickKey.of(id)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ClickKey.ofOrNull(id.getBytes(StandardCharsets.UTF_8))).isNull();
    }

    @Test
    void shouldRefuseAForeignCharacterAnywhere() {
        String id = CLICK_IDS.mint(Instant.parse("2026-11-20T12:00:00Z"));

        for (int i = 0; i < id.length(); i++) {
            String wrong = id.substring(0, i) + "u" + id.substring(i + 1);
            assertThatThrownBy(() -> ClickKey.of(wrong)).isInstanceOf(IllegalArgumentException.class);
            assertThat(ClickKey.ofOrNull(wrong.getBytes(StandardCharsets.UTF_8)))
                    .isNull();
        }
    }

    @Test
    void shouldTakeNoKeyForNoClickId() {
        assertThat(ClickKey.ofOrNull(null)).isNull();
    }

    private static byte[] first14BytesOf(String id) {
        BigInteger bits = BigInteger.ZERO;
        for (int i = 0; i < id.length(); i++) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(id.charAt(i))));
        }
        byte[] bytes = bits.shiftRight(48).toByteArray();
        byte[] padded = new byte[14];
        int length = Math.min(14, bytes.length);
        System.arraycopy(bytes, bytes.length - length, padded, 14 - length, length);
        return padded;
    }
}
