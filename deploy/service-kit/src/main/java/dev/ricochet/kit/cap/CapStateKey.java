package dev.ricochet.kit.cap;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.CapMeasure;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Names a cap and one of its periods, as keys of {@code ricochet.cap-states.v1} do. Ids and zones hold no bar.
 *
 * @param affiliateId for whom it counts; null for all together
 * @param goal which goal it counts; null for all
 * @param start of the period; null where it has none
 */
public record CapStateKey(
        String offerId,
        @Nullable String affiliateId,
        @Nullable String goal,
        @Nullable Instant start) {

    public static String of(CapEvent event) {
        return new CapStateKey(event.getOfferId(), event.getAffiliateId(), event.getGoal(), event.getPeriodStart())
                .text(
                        event.getPeriod().name(),
                        event.getZone(),
                        event.getMeasure(),
                        event.getLimitValue(),
                        event.getOver().name());
    }

    /** The key under which one limit of the cap is told of. */
    public String of(Cap cap, CapMeasure measure, BigDecimal limit) {
        return text(
                cap.getPeriod().name(),
                cap.getZone(),
                measure,
                limit,
                cap.getOver().name());
    }

    private String text(String period, String zone, CapMeasure measure, BigDecimal limit, String over) {
        return String.join(
                "|",
                offerId,
                affiliateId == null ? "" : affiliateId,
                goal == null ? "" : goal,
                period,
                zone,
                start == null ? "" : start.toString(),
                measure.name(),
                limit.stripTrailingZeros().toPlainString(),
                over);
    }
}
