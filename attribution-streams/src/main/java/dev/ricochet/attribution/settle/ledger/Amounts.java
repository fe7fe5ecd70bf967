package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.state.CapStanding;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The amounts of one conversion, all in its currency, as the records carry them. */
record Amounts(@Nullable BigDecimal sale, BigDecimal payout, BigDecimal revenue) {

    static Amounts of(Conversion conversion) {
        return new Amounts(conversion.getSaleAmount(), conversion.getPayout(), conversion.getRevenue());
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

    private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.add(other);
    }
}
