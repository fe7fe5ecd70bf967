package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Exchange;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleEntry;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A part of the sale is taken back: sale, payout and revenue shrink alike, the status stays. */
record Refund(SettleEntry entry, BigDecimal amount) {

    /** Parameter of a postback that says how much of the sale was refunded, in the postback's currency. */
    static final String AMOUNT = "refund_amount";

    /** How a refund that names itself does it, in the parameters of its postback. */
    static final String ID = "refund_id";

    /** Null for what is no amount, or none above zero. */
    static @Nullable BigDecimal parse(String said) {
        try {
            BigDecimal amount = new BigDecimal(said.strip()).stripTrailingZeros();
            boolean fits = amount.signum() > 0
                    && amount.scale() <= Money.SCALE
                    && amount.precision() - amount.scale() <= Money.PRECISION - Money.SCALE;
            return fits ? amount.setScale(Money.SCALE) : null;
        } catch (NumberFormatException malformed) {
            return null;
        }
    }

    /** What a refund comes to in the conversion's currency; null where nobody knows. */
    static @Nullable BigDecimal inCurrencyOf(Conversion conversion, BigDecimal amount, @Nullable String currency) {
        if (currency == null || currency.equals(conversion.getCurrency())) {
            return amount;
        }
        Exchange exchange = conversion.getExchange();
        if (exchange == null || !currency.equals(exchange.getCurrency())) {
            return null;
        }
        return Money.exchanged(amount, exchange.getRate(), conversion.getCurrency())
                .wire();
    }

    /** Less than the sale that is left; a refund of all of it, or more, is a reversal. */
    boolean isPartial() {
        BigDecimal sale = Amounts.worthOf(entry.getConversion()).sale();
        return sale != null && amount.signum() > 0 && amount.compareTo(sale) < 0;
    }

    Decision book(Cause cause, Terms terms) {
        Conversion conversion = entry.getConversion();
        Amounts worth = Amounts.worthOf(conversion);
        BigDecimal sale = Objects.requireNonNull(worth.sale(), "partial");
        Amounts left = worth.without(amount, sale, conversion.getCurrency());
        return new Decision.Updated(
                Booking.of(entry, new NextVersion(entry, cause, terms).worth(left)),
                Explanation.of(Reason.PARTIALLY_REVERSED)
                        .observed("refund of " + money(amount, conversion) + " of " + money(sale, conversion)));
    }

    private static String money(BigDecimal amount, Conversion conversion) {
        return Money.of(amount, conversion.getCurrency()).toString();
    }
}
