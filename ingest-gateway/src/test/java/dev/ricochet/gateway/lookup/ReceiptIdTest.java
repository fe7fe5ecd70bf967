package dev.ricochet.gateway.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptIdTest {

    @Test
    void shouldTellTheTimeOfATimeOrderedId() {
        assertThat(ReceiptId.of("0190163d-8694-739b-aea5-966c26f8ad91"))
                .extracting(ReceiptId::time)
                .isEqualTo(Instant.ofEpochMilli(0x0190163d8694L));
    }

    @Test
    void shouldTakeAnotherUuidWithoutATime() {
        ReceiptId id = ReceiptId.of("7d444840-9dc0-41d1-b245-5ffdce74fad2");

        assertThat(id).isNotNull();
        assertThat(id.time()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "0190163D-8694-739B-AEA5-966C26F8AD91",
                "1-1-1-1-1",
                "0190163d-8694-739b-aea5-966c26f8ad9g"
            })
    void shouldNotTakeWhatIsNoId(String text) {
        assertThat(ReceiptId.of(text)).isNull();
    }
}
