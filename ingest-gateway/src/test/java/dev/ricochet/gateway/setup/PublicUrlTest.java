package dev.ricochet.gateway.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @Test
    void shouldEndWithoutASlash() {
        assertThat(PublicUrl.parse("https://track.example/in/").text()).isEqualTo("https://track.example/in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "track.example",
                "ftp://track.example",
                "https://",
                "https://a b/",
                "https://u:p@x/",
                "https://x/?a=b"
            })
    void shouldRefuseWhatNobodyCouldCall(String text) {
        assertThatThrownBy(() -> PublicUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
