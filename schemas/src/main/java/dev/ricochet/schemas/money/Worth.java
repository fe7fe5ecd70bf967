package dev.ricochet.schemas.money;

import dev.ricochet.schemas.event.Adjustment;
import dev.ricochet.schemas.event.AdjustmentShare;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Split;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a conversion is worth at one version: its amounts, which stay what they were once its period is closed, and every
 * adjustment that was booked since. Whoever adds money up adds this, all in the conversion's currency.
 *
 * @param sale null where no sale is known
 * @param payout what all affiliates together get
 */
public record Worth(@Nullable BigDecimal sale, BigDecimal payout, BigDecimal revenue) {

    public static Worth of(Conversion version) {
        BigDecimal sale = version.getSaleAmount();
        BigDecimal payout = version.getPayout();
        BigDecimal revenue = version.getRevenue();
        for (Adjustment adjustment : version.getAdjustments()) {
            sale = sum(sale, adjustment.getSaleAmount());
            payout = payout.add(adjustment.getPayout());
            revenue = revenue.add(adjustment.getRevenue());
        }
        return new Worth(sale, payout, revenue);
    }

    /** What each affiliate gets, who is credited first; together exactly {@link #payout}. */
    public static Map<String, BigDecimal> payouts(Conversion version) {
        Map<String, BigDecimal> payouts = new LinkedHashMap<>();
        if (version.getSplits().isEmpty()) {
            payouts.put(version.getAffiliateId(), of(version).payout());
            return payouts;
        }
        for (Split split : version.getSplits()) {
            payouts.put(split.getAffiliateId(), split.getPayout());
        }
        for (Adjustment adjustment : version.getAdjustments()) {
            for (AdjustmentShare share : adjustment.getSplits()) {
                payouts.merge(share.getAffiliateId(), share.getPayout(), BigDecimal::add);
            }
        }
        return payouts;
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.add(other);
    }
}
