package dev.ricochet.schemas.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount of one currency, with at most six decimals and eighteen digits before them, as on the wire. Amounts of different
 * currencies never meet. Two amounts are equal when they are the same sum, however they were written.
 *
 * @param amount the sum, in units of the currency (dollars, not cents)
 * @param currency an ISO 4217 currency that has minor units (cents, or none as with yen)
 */
public record Money(BigDecimal amount, Currency currency) {

    /** Decimals on the wire. */
    public static final int SCALE = 6;

    /** Digits on the wire, before and after the point. */
    public static final int PRECISION = 24;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Money {
        int minorDigits = currency.getDefaultFractionDigits();
        if (minorDigits < 0) {
            throw new IllegalArgumentException(
                    currency + " has no minor unit; it is no currency that people are paid in");
        }
        // One form for one sum: as many decimals as it has, and no fewer than the currency shows.
        BigDecimal stripped = amount.stripTrailingZeros();
        if (stripped.scale() > SCALE) {
            throw new IllegalArgumentException("amount " + amount + " has more than " + SCALE + " decimals");
        }
        if (stripped.precision() - stripped.scale() > PRECISION - SCALE) {
            throw new IllegalArgumentException(
                    "amount " + amount + " has more than " + (PRECISION - SCALE) + " digits before the point");
        }
        amount = stripped.setScale(Math.max(stripped.scale(), minorDigits), RoundingMode.UNNECESSARY);
    }

    /** For instance {@code of("12.50", "USD")}. */
    public static Money of(String amount, String currency) {
        return of(new BigDecimal(amount), currency);
    }

    /** @throws IllegalArgumentException when the code is no ISO 4217 currency, or the amount has too many digits */
    public static Money of(BigDecimal amount, String currency) {
        return new Money(amount, currency(currency));
    }

    /** Nothing, in this currency. */
    public static Money zero(String currency) {
        return of(BigDecimal.ZERO, currency);
    }

    /** @throws IllegalArgumentException when the other is of another currency */
    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    /** @throws IllegalArgumentException when the other is of another currency */
    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public Money negate() {
        return new Money(amount.negate(), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /**
     * So many hundredths of this amount, rounded half to even to the currency's minor unit: 12.5 % of 9.99 USD is 1.25 USD. Half to
     * even, so that many roundings add up to no bias in anybody's favour.
     */
    public Money percent(BigDecimal percent) {
        BigDecimal exact = amount.multiply(percent).divide(HUNDRED);
        return new Money(exact.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_EVEN), currency);
    }

    /**
     * So much of a foreign currency in this one, rounded half to even to its minor unit: 59.90 EUR at 1.0853 USD for one are 65.01
     * USD.
     *
     * @param foreign the foreign amount
     * @param rate units of this currency for one of the foreign
     */
    public static Money exchanged(BigDecimal foreign, BigDecimal rate, String currency) {
        int minorDigits = currency(currency).getDefaultFractionDigits();
        return of(foreign.multiply(rate).setScale(Math.max(minorDigits, 0), RoundingMode.HALF_EVEN), currency);
    }

    /** @throws IllegalArgumentException when the other is of another currency */
    public Money max(Money other) {
        return amount.compareTo(sameCurrency(other).amount) >= 0 ? this : other;
    }

    /** @throws IllegalArgumentException when the other is of another currency */
    public Money min(Money other) {
        return amount.compareTo(sameCurrency(other).amount) <= 0 ? this : other;
    }

    /** The amount with the six decimals that Avro's decimal fields have. */
    public BigDecimal wire() {
        return amount.setScale(SCALE, RoundingMode.UNNECESSARY);
    }

    /** For instance {@code 12.50 USD}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(this + " and " + other + " are of different currencies");
        }
        return other;
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(code + " is no ISO 4217 currency code", unknown);
        }
    }
}
