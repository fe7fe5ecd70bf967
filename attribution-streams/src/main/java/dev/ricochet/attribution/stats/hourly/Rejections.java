package dev.ricochet.attribution.stats.hourly;

import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.state.StatsResults;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what was refused: by the reason, in the hour in which the postback was received. */
public final class Rejections {

    private static final String NO_REASON = "none";

    private Rejections() {}

    /** What the outcome adds; null where it is no rejection, or nobody knows whose. */
    public static @Nullable Change of(PostbackOutcome outcome) {
        String affiliate = outcome.getAffiliateId();
        String offer = outcome.getOfferId();
        if (outcome.getOutcome() != OutcomeKind.REJECTED || affiliate == null || offer == null) {
            return null;
        }
        String reason = outcome.getReason() == null ? NO_REASON : outcome.getReason();
        return new Change(
                HourKey.at(affiliate, offer, outcome.getReceivedAt()),
                new StatsResults(Map.of(), Map.of(reason, 1L), List.of()));
    }
}
