package dev.ricochet.sink.request;

import java.math.BigDecimal;
import java.util.Currency;

/** Writes amounts of money for other people's programs: plain decimal text, never an exponent, never rounded. */
final class Amounts {

    private static final int USUAL_DIGITS = 2;

    private Amounts() {}

    /** At least the currency's own number of decimals ({@code 3.50}), more only where the amount has them. */
    static String text(BigDecimal amount, String currency) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.setScale(Math.max(shortest.scale(), digits(currency))).toPlainString();
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            // A code younger than this Java platform is still a currency.
            return USUAL_DIGITS;
        }
    }
}
