package dev.ricochet.sink.planner;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.sink.planner.decision.Planning;
import dev.ricochet.sink.schedule.RetrySchedule;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the planner is set.
 *
 * @param planning the rules that decisions follow
 * @param scanEvery how often what is due is looked for
 * @param scanLimit how many deliveries one scan wakes at most, so that it never holds up the stream for long
 * @param threads stream threads of this process
 * @param instanceId names this planner for ever, so that a restart takes its partitions up at once; null for one that
 *     may vanish
 */
public record PlannerSettings(
        Planning planning,
        Duration scanEvery,
        int scanLimit,
        Path stateDirectory,
        int threads,
        @Nullable String instanceId) {

    /** How long an offer stands. The dispatcher reads it for offers that do not say so themselves. */
    public static Duration lease(Settings settings) {
        return settings.duration(
                "RICOCHET_DELIVERY_LEASE",
                "2m",
                "How long an offered attempt may take to be answered before it is offered again, as after a dispatcher's death; doubled each time nobody answers, up to 16 times as long.");
    }

    /** When attempts are repeated. The dispatcher reads it to tell in an attempt when the next one comes. */
    public static RetrySchedule schedule(Settings settings) {
        return RetrySchedule.of(settings.durations(
                "RICOCHET_RETRY_WAITS",
                RetrySchedule.STANDARD_WAITS,
                "The waits between attempts, each spread by ±20 %; one attempt more than there are waits."));
    }

    public static PlannerSettings from(Settings settings) {
        RetrySchedule schedule = schedule(settings);
        Duration deferral = settings.duration(
                "RICOCHET_DEFERRAL",
                "5s",
                "How long an attempt waits that no dispatcher could make; it does not count as a try.");
        return new PlannerSettings(
                new Planning(schedule, lease(settings), deferral),
                settings.duration("RICOCHET_PLANNER_SCAN_EVERY", "1s", "How often the planner looks for what is due."),
                settings.count("RICOCHET_PLANNER_SCAN_LIMIT", 2_000, "How many deliveries one scan wakes at most."),
                settings.path(
                        "RICOCHET_STATE_DIR",
                        "data/payout-sink",
                        "Where the planner keeps its state. It can be lost: Kafka restores it."),
                settings.count("RICOCHET_PLANNER_THREADS", 1, "Stream threads of the planner in this process."),
                instanceId(settings));
    }

    /** Who comes back under its name finds its partitions waiting; planner and dispatcher are in groups of their own. */
    public static @Nullable String instanceId(Settings settings) {
        return settings.optionalText(
                "RICOCHET_INSTANCE_ID",
                "Name that this process keeps over restarts (static membership); unique among the sink's processes.");
    }
}
