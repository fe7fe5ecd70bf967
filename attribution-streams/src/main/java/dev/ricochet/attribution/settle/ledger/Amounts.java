package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.Tally;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.money.Worth;
import dev.ricochet.schemas.state.CapStanding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The amounts of one conversion, all in its currency, as the records carry them. */
record Amounts(@Nullable BigDecimal sale, BigDecimal payout, BigDecimal revenue) {

    private static final BigDecimal ZERO = BigDecimal.ZERO.setScale(Money.SCALE);

    /** What it is worth at this version: its amounts and all adjustments. */
    static Amounts worthOf(Conversion conversion) {
        Worth worth = Worth.of(conversion);
        return new Amounts(worth.sale(), worth.payout(), worth.revenue());
    }

    static Amounts of(Pricing.Priced price, CapStanding standing) {
        BigDecimal payout = price.payout().wire();
        return new Amounts(
                price.saleAmount(),
                standing == CapStanding.UNPAID ? payout.subtract(payout) : payout,
                price.revenue().wire());
    }

    Amounts plus(Amounts more) {
        return new Amounts(sum(sale, more.sale), payout.add(more.payout), revenue.add(more.revenue));
    }

    /** By how much this is more than the other; a sale that one of them does not know changed by nothing. */
    Amounts minus(Amounts other) {
        BigDecimal saleMore = sale == null || other.sale == null ? null : sale.subtract(other.sale);
        return new Amounts(saleMore, payout.subtract(other.payout), revenue.subtract(other.revenue));
    }

    /** Worth nothing to anybody; the sale stays what it was. */
    Amounts worthless() {
        return new Amounts(sale, ZERO, ZERO);
    }

    /**
     * What is left when so much of the sale was refunded: payout and revenue shrink as the sale does, whatever their model,
     * rounded half to even to the currency's minor unit. Only where a sale is known that is greater than the refund.
     */
    Amounts without(BigDecimal refund, BigDecimal ofSale, String currency) {
        BigDecimal rest = ofSale.subtract(refund);
        return new Amounts(rest, part(payout, rest, ofSale, currency), part(revenue, rest, ofSale, currency));
    }

    Amounts paying(@Nullable BigDecimal newPayout, @Nullable BigDecimal newRevenue) {
        return new Amounts(sale, newPayout == null ? payout : newPayout, newRevenue == null ? revenue : newRevenue);
    }

    boolean sameAs(Amounts other) {
        return payout.compareTo(other.payout) == 0
                && revenue.compareTo(other.revenue) == 0
                && (sale == null ? other.sale == null : other.sale != null && sale.compareTo(other.sale) == 0);
    }

    Tally tally() {
        return Tally.one(payout, revenue);
    }

    private static BigDecimal part(BigDecimal amount, BigDecimal rest, BigDecimal whole, String currency) {
        int minorDigits = Currency.getInstance(currency).getDefaultFractionDigits();
        return amount.multiply(rest)
                .divide(whole, minorDigits, RoundingMode.HALF_EVEN)
                .setScale(Money.SCALE);
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.add(other);
    }
}
