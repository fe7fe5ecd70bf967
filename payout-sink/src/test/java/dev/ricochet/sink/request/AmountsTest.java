package dev.ricochet.sink.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "10.000000, USD, 10.00",
        "12.500000, USD, 12.50",
        "0.000000, USD, 0.00",
        "0.123456, USD, 0.123456",
        "1500.000000, JPY, 1500",
        "1.250000, KWD, 1.250",
        "-3.000000, EUR, -3.00",
        "1000000000000.000000, USD, 1000000000000.00",
        "7.000000, ZZZ, 7.00",
    })
    void shouldWriteAmountsAsPlainDecimals(BigDecimal amount, String currency, String text) {
        assertThat(Amounts.text(amount, currency)).isEqualTo(text);
    }
}
