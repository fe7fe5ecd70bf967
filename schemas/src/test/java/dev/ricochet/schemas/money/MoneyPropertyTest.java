package dev.ricochet.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricochet.schemas.event.Conversion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;

class MoneyPropertyTest {

    private static final Schema PAYOUT =
            Conversion.getClassSchema().getField("payout").schema();

    @Property
    void additionIsAssociative(
            @ForAll @From("amounts") BigDecimal a,
            @ForAll @From("amounts") BigDecimal b,
            @ForAll @From("amounts") BigDecimal c) {
        Money left = usd(a).plus(usd(b)).plus(usd(c));
        Money right = usd(a).plus(usd(b).plus(usd(c)));

        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
    }

    @Property
    void subtractionUndoesAddition(@ForAll @From("amounts") BigDecimal a, @ForAll @From("amounts") BigDecimal b) {
        assertThat(usd(a).plus(usd(b)).minus(usd(b))).isEqualTo(usd(a));
        assertThat(usd(a).plus(usd(a).negate()).isZero()).isTrue();
    }

    @Property
    void theSameSumIsEqualHoweverItWasWritten(@ForAll @From("amounts") BigDecimal amount) {
        Money padded = usd(amount.setScale(12));

        assertThat(padded).isEqualTo(usd(amount)).hasToString(usd(amount).toString());
    }

    /** The oracle works on whole numbers: millionths of both, then the nearest minor unit, an exact half to the even one. */
    @Property
    void percentIsRoundedHalfToEvenToTheMinorUnit(
            @ForAll @From("amounts") BigDecimal amount,
            @ForAll @From("percents") BigDecimal percent,
            @ForAll @From("currencies") Currency currency) {
        Money share = new Money(amount, currency).percent(percent);

        int digits = currency.getDefaultFractionDigits();
        BigInteger exact = millionths(amount).multiply(millionths(percent)).multiply(BigInteger.TEN.pow(digits));
        BigInteger[] parts = exact.divideAndRemainder(BigInteger.TEN.pow(14));
        BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        BigInteger rest = exact.subtract(floor.multiply(BigInteger.TEN.pow(14)));
        int half = rest.shiftLeft(1).compareTo(BigInteger.TEN.pow(14));
        BigInteger nearest = half > 0 || (half == 0 && floor.testBit(0)) ? floor.add(BigInteger.ONE) : floor;
        assertThat(share.amount()).isEqualByComparingTo(new BigDecimal(nearest, digits));
        assertThat(share.amount().scale()).isEqualTo(digits);
    }

    @Property
    void percentIsNeverFurtherFromTheExactShareThanHalfAMinorUnit(
            @ForAll @From("amounts") BigDecimal amount, @ForAll @From("percents") BigDecimal percent) {
        BigDecimal exact = amount.multiply(percent).movePointLeft(2);

        assertThat(usd(amount).percent(percent).amount()).isCloseTo(exact, within(new BigDecimal("0.005")));
    }

    @Property
    void theWireKeepsEveryAmount(@ForAll @From("amounts") BigDecimal amount) {
        DecimalConversion conversion = new DecimalConversion();
        Money money = usd(amount);

        BigDecimal read = conversion.fromBytes(
                conversion.toBytes(money.wire(), PAYOUT, PAYOUT.getLogicalType()), PAYOUT, PAYOUT.getLogicalType());

        assertThat(read).isEqualTo(money.wire());
        assertThat(Money.of(read, "USD")).isEqualTo(money);
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        BigDecimal limit = new BigDecimal("99999999999999");
        return Arbitraries.bigDecimals().between(limit.negate(), limit).ofScale(6);
    }

    @Provide
    Arbitrary<BigDecimal> percents() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(200))
                .ofScale(3);
    }

    @Provide
    Arbitrary<Currency> currencies() {
        return Arbitraries.of("USD", "EUR", "JPY", "KWD", "CLF").map(Currency::getInstance);
    }

    private static BigInteger millionths(BigDecimal number) {
        return number.setScale(6, RoundingMode.UNNECESSARY).unscaledValue();
    }

    private static Money usd(BigDecimal amount) {
        return Money.of(amount, "USD");
    }
}
