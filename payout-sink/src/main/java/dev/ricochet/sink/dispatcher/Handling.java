package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.sink.planner.PlannerSettings;
import dev.ricochet.sink.schedule.RetrySchedule;
import java.time.Duration;

/**
 * How offers are handled.
 *
 * @param lease how long the planner waits for an attempt's result before it offers the attempt again
 * @param schedule the planner's, to tell in an attempt when the next one comes
 * @param mostUnderWay deliveries that are in memory at the same time
 */
record Handling(OfferLease lease, RetrySchedule schedule, int mostUnderWay) {

    static Handling from(Settings settings, Duration longestAttempt) {
        return new Handling(
                new OfferLease(PlannerSettings.lease(settings), longestAttempt),
                PlannerSettings.schedule(settings),
                settings.count(
                        "RICOCHET_DISPATCHER_UNDER_WAY",
                        10_000,
                        "Deliveries in memory at the same time; no more are taken until some have ended."));
    }
}
