package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.refusal.FaultCode;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Amounts as advertisers write them: {@code 12}, {@code 12.5}, {@code 12.50}, or {@code 1.234,50} where that was agreed; from
 * the text to a decimal, never through a float.
 */
final class AmountText {
    /** What the ledger holds behind the point. */
    static final int MOST_DECIMALS = 6;

    /** A basket of a quadrillion is a mistake in every currency; the ledger itself holds a thousandfold. */
    private static final int MOST_DIGITS = 15;

    private static final int GROUP = 3;

    private AmountText() {}

    sealed interface Amount {}

    /** @param value in the ledger's scale */
    record Good(BigDecimal value) implements Amount {}

    record Bad(FaultCode code, String detail) implements Amount {}

    private static final Bad MALFORMED = new Bad(
            FaultCode.MALFORMED,
            "expected a number such as 12.50, without exponent, separators of thousands or currency");
    private static final Bad MALFORMED_WITH_COMMA =
            new Bad(FaultCode.MALFORMED, "expected a number such as 12,50 or 1.234,50, without exponent or currency");
    private static final Bad NEGATIVE =
            new Bad(FaultCode.NEGATIVE, "expected zero or more; report a refund by its status");
    private static final Bad TOO_LARGE =
            new Bad(FaultCode.TOO_LARGE, "expected at most " + MOST_DIGITS + " digits before the point");

    /** @param decimalComma whether it is a comma that stands before the decimals, and a point between thousands */
    static Amount read(String text, int decimals, boolean decimalComma) {
        if (!decimalComma) {
            return read(text, decimals);
        }
        String pointed = withPoint(text);
        Amount amount = pointed == null ? MALFORMED : read(pointed, decimals);
        return amount.equals(MALFORMED) ? MALFORMED_WITH_COMMA : amount;
    }

    /** @param decimals digits that the currency has behind the point; more are taken where they are zeros */
    static Amount read(String text, int decimals) {
        boolean negative = text.startsWith("-");
        int start = negative ? 1 : 0;
        int point = endOfDigits(text, start);
        int end = point < text.length() && text.charAt(point) == '.' ? endOfDigits(text, point + 1) : point;
        if (end < text.length() || point == start || end == point + 1) {
            return MALFORMED;
        }
        if (negative) {
            return NEGATIVE;
        }
        if (point - firstNot('0', text, start, point) > MOST_DIGITS) {
            return TOO_LARGE;
        }
        int significantEnd = end;
        while (significantEnd > point && text.charAt(significantEnd - 1) == '0') {
            significantEnd--;
        }
        if (significantEnd - point - 1 > decimals) {
            return new Bad(FaultCode.TOO_MANY_DECIMALS, "expected at most " + decimals + " decimals");
        }
        return new Good(new BigDecimal(text).setScale(MOST_DECIMALS));
    }

    /** A currency that money is paid in, or null: codes such as XAU (gold) have no smallest unit. */
    static @Nullable Currency currency(String code) {
        try {
            Currency currency = Currency.getInstance(code.toUpperCase(Locale.ROOT));
            return currency.getDefaultFractionDigits() < 0 ? null : currency;
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /** {@code 1.234,5} as {@code 1234.5}; null where points stand elsewhere than between groups of three digits. */
    private static @Nullable String withPoint(String text) {
        int comma = text.indexOf(',');
        int end = comma < 0 ? text.length() : comma;
        int first = text.indexOf('.');
        if (first < 0) {
            return text.replace(',', '.');
        }
        int digits = first - (text.startsWith("-") ? 1 : 0);
        if (first > end || digits < 1 || digits > GROUP) {
            return null;
        }
        StringBuilder plain = new StringBuilder(text.length()).append(text, 0, first);
        for (int point = first; point < end; point += GROUP + 1) {
            if (text.charAt(point) != '.'
                    || endOfDigits(text, point + 1) < point + 1 + GROUP
                    || point + 1 + GROUP > end) {
                return null;
            }
            plain.append(text, point + 1, point + 1 + GROUP);
        }
        return plain.append(text.substring(end).replace(',', '.')).toString();
    }

    private static int endOfDigits(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static int firstNot(char c, String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) == c) {
            i++;
        }
        return i;
    }
}
