package dev.ricochet.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "9.99,  USD, 12.5, 1.25", // 1.24875
        "0.50,  USD, 25,   0.12", // 0.125, half: to the even 12
        "0.54,  USD, 25,   0.14", // 0.135, half: to the even 14
        "-0.50, USD, 25,   -0.12",
        "1,     JPY, 50,   0", // 0.5
        "3,     JPY, 50,   2", // 1.5
        "1,     KWD, 33.3, 0.333",
        "100,   EUR, 0,    0"
    })
    void shouldRoundAShareHalfToEven(String amount, String currency, BigDecimal percent, String share) {
        assertThat(Money.of(amount, currency).percent(percent)).isEqualTo(Money.of(share, currency));
    }

    @Test
    void shouldShowTheMinorUnitsOfTheCurrencyAndNoMoreThanNeeded() {
        assertThat(Money.of("1E+3", "USD")).hasToString("1000.00 USD");
        assertThat(Money.of("0.1234500", "USD")).hasToString("0.12345 USD");
        assertThat(Money.zero("JPY")).hasToString("0 JPY");
    }

    @Test
    void shouldHaveSixDecimalsOnTheWire() {
        assertThat(Money.of("1.5", "USD").wire()).isEqualTo(new BigDecimal("1.500000"));
    }

    @Test
    void shouldRefuseToMixCurrencies() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", "USD").plus(Money.of("1", "EUR")))
                .withMessage("1.00 USD and 1.00 EUR are of different currencies");
    }

    @Test
    void shouldRefuseWhatDoesNotFitTheWire() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("0.0000001", "USD"))
                .withMessageContaining("more than 6 decimals");
        assertThat(Money.of("999999999999999999.999999", "USD").wire().precision())
                .isEqualTo(Money.PRECISION);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1000000000000000000", "USD"))
                .withMessageContaining("more than 18 digits");
    }

    @Test
    void shouldRefuseWhatIsNoCurrency() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", "usd"))
                .withMessage("usd is no ISO 4217 currency code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", "XAU"))
                .withMessageContaining("no minor unit");
    }
}
