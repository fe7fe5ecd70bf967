package dev.ricochet.gateway.postback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.postback.AmountText.Bad;
import dev.ricochet.gateway.postback.AmountText.Good;
import dev.ricochet.gateway.refusal.FaultCode;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTextTest {

    @ParameterizedTest
    @CsvSource({"0,0", "12,12", "12.5,12.5", "12.50,12.5", "007.10,7.1", "0.01,0.01", "12.5000000000,12.5"})
    void shouldReadAmountsAsWritten(String text, BigDecimal expected) {
        assertThat(AmountText.read(text, 2)).isInstanceOfSatisfying(Good.class, good -> {
            assertThat(good.value()).isEqualByComparingTo(expected);
            assertThat(good.value().scale()).isEqualTo(6);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "1,5",
                "1.000,50",
                "1e3",
                "1.",
                ".5",
                "+1",
                "$1",
                "0x1",
                "NaN",
                "١",
                "1.2.3",
                "--1",
                "-"
            })
    void shouldRefuseWhatIsNoPlainNumber(String text) {
        assertThat(fault(text, 2)).isEqualTo(FaultCode.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"12|12", "12,5|12.5", "1.234,50|1234.5", "1.234|1234", "12.345.678,9|12345678.9", "1234,50|1234.5"
            })
    void shouldReadDecimalCommasWhereTheyWereAgreed(String text, BigDecimal expected) {
        assertThat(AmountText.read(text, 2, true))
                .isInstanceOfSatisfying(
                        Good.class, good -> assertThat(good.value()).isEqualByComparingTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12.50", "1.23,50", "1234.567,0", ".123", "1.2345", "1,234.50", "1,2,3", "1.234.", "-.123", "1,"
            })
    void shouldRefuseWhatMightBeMeantTheOtherWay(String text) {
        assertThat(AmountText.read(text, 2, true))
                .isInstanceOfSatisfying(Bad.class, bad -> assertThat(bad.code()).isEqualTo(FaultCode.MALFORMED));
    }

    @Property
    void shouldReadWhatAGermanWrites(@ForAll @BigRange(min = "0", max = "999999999999") @Scale(2) BigDecimal amount) {
        DecimalFormat german = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.GERMANY));
        assertThat(AmountText.read(german.format(amount), 2, true))
                .isInstanceOfSatisfying(
                        Good.class, good -> assertThat(good.value()).isEqualByComparingTo(amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-0.01", "-0"})
    void shouldRefuseASign(String text) {
        assertThat(fault(text, 2)).isEqualTo(FaultCode.NEGATIVE);
    }

    @ParameterizedTest
    @CsvSource({"1.005,2", "1.5,0", "0.0001,3"})
    void shouldRefuseMoreDecimalsThanTheCurrencyHas(String text, int decimals) {
        assertThat(fault(text, decimals)).isEqualTo(FaultCode.TOO_MANY_DECIMALS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000000000", "9999999999999999.99"})
    void shouldRefuseAmountsBeyondReason(String text) {
        assertThat(fault(text, 2)).isEqualTo(FaultCode.TOO_LARGE);
    }

    @Property
    void shouldReadEveryAmountWithinBoundsExactly(
            @ForAll @BigRange(min = "0", max = "999999999999999") @Scale(6) BigDecimal amount) {
        assertThat(((Good) AmountText.read(amount.toPlainString(), 6)).value()).isEqualByComparingTo(amount);
    }

    @Property
    void shouldNeverThrowWhateverIsSent(@ForAll String anything) {
        assertThat(AmountText.read(anything, 2)).isNotNull();
    }

    private static FaultCode fault(String text, int decimals) {
        return ((Bad) AmountText.read(text, decimals)).code();
    }
}
