package dev.ricochet.kit.cap;

import dev.ricochet.schemas.event.CapEvent;
import org.jspecify.annotations.Nullable;

/** The key of a cap and period in {@code ricochet.cap-states.v1}. Ids and zones hold no bar. */
public final class CapStateKey {

    private CapStateKey() {}

    public static String of(CapEvent event) {
        return String.join(
                "|",
                event.getOfferId(),
                text(event.getAffiliateId()),
                text(event.getGoal()),
                event.getPeriod().name(),
                event.getZone(),
                text(event.getPeriodStart()),
                event.getMeasure().name(),
                event.getLimitValue().stripTrailingZeros().toPlainString(),
                event.getOver().name());
    }

    private static String text(@Nullable Object part) {
        return part == null ? "" : part.toString();
    }
}
