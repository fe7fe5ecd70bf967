package dev.ricochet.schemas.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickKeysTest {

    @Test
    void shouldSignWithTheFirstKeyListed() {
        ClickKeys keys =
                ClickKeys.parse(" 7:000102030405060708090a0b0c0d0e0f , 3:101112131415161718191A1B1C1D1E1F1011");

        assertThat(keys.active()).isEqualTo(7);
        assertThat(keys.keys()).containsOnlyKeys(7, 3);
        assertThat(keys.keys().get(3)).hasSize(18).startsWith(0x10, 0x11);
    }

    @Test
    void shouldNeverShowAKey() {
        ClickKeys keys = ClickKeys.parse("7:000102030405060708090a0b0c0d0e0f");

        assertThat(keys).hasToString("ClickKeys[ids [7], active 7]");
    }

    @Test
    void shouldNotFollowLaterChangesOfTheArraysItWasMadeOf() {
        byte[] key = new byte[16];
        ClickKeys keys = new ClickKeys(Map.of(0, key), 0);

        key[0] = 1;

        assertThat(keys.keys().get(0)).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                                                                     | entry 1 has no colon",
                "0:000102030405060708090a0b0c0d0e0f,                                      | entry 2 has no colon",
                "x:000102030405060708090a0b0c0d0e0f                                       | does not begin with a key id",
                "16:000102030405060708090a0b0c0d0e0f                                      | click key id 16 is not between 0 and 15",
                "0:0001020304050607                                                       | has 8 bytes; at least 16 are needed",
                "0:000102030405060708090a0b0c0d0e0                                        | pairs of hexadecimal digits",
                "0:g00102030405060708090a0b0c0d0e0f                                       | pairs of hexadecimal digits",
                "0:000102030405060708090a0b0c0d0e0f,0:101112131415161718191a1b1c1d1e1f    | click key 0 is given twice"
            })
    void shouldSayWhatIsWrongWithoutShowingAKey(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClickKeys.parse(text))
                .withMessageContaining(message)
                .withNoCause()
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("0001020304", "g001"));
    }
}
