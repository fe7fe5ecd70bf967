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
 * @param patience how long a batch waits for its attempts before the rest of them is left to the lease
 * @param consumers how many batches are under way at the same time
 * @param mostUnderWay deliveries that are in memory at the same time
 */
record Handling(OfferLease lease, RetrySchedule schedule, Duration patience, int consumers, int mostUnderWay) {

    static Handling from(Settings settings, Duration longestAttempt) {
        return new Handling(
                new OfferLease(PlannerSettings.lease(settings), longestAttempt),
                PlannerSettings.schedule(settings),
                settings.duration(
                        "RICOCHET_DISPATCHER_PATIENCE",
                        "250ms",
                        "How long a batch waits for its slowest attempt. Far below the share lock of 30 s."),
                settings.count(
                        "RICOCHET_DISPATCHER_CONSUMERS",
                        2,
                        "Members of the share group in this process: while one's batch waits for a slow attempt, another's goes on."),
                settings.count(
                        "RICOCHET_DISPATCHER_UNDER_WAY",
                        10_000,
                        "Deliveries in memory at the same time; no more are taken until some have ended."));
    }
}
