package dev.ricochet.attribution.runtime;

import dev.ricochet.kit.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What all applications of the worker share.
 *
 * @param stateDirectory where state is kept; on a disk that outlives the process
 * @param instanceId names this worker for ever, so that a restart within the session timeout moves no partitions; null
 *     for a worker that may vanish
 * @param standbys copies of each partition's state on other workers
 * @param rack where this worker stands, so that copies of a partition's state stand apart; null where nobody says
 * @param readyLag records behind the end of its topics at which an application counts as ready
 */
public record WorkerSettings(
        Path stateDirectory,
        @Nullable String instanceId,
        int standbys,
        @Nullable String rack,
        int readyLag) {

    public static WorkerSettings from(Settings settings) {
        return new WorkerSettings(
                settings.path(
                        "RICOCHET_STATE_DIR", "data/attribution-streams", "Where clicks and conversions are kept."),
                settings.optionalText(
                        "RICOCHET_INSTANCE_ID",
                        "Name that this worker keeps over restarts (static membership); unique among the workers."),
                settings.parsed(
                        "RICOCHET_STANDBYS",
                        "0",
                        "Copies of each partition's state on other workers, ready to take over.",
                        "a number from 0",
                        WorkerSettings::countFromZero,
                        0),
                settings.optionalText(
                        "RICOCHET_RACK",
                        "Where this worker stands (zone, rack): standbys go to workers elsewhere, reads to near brokers. "
                                + "Set on all workers or on none."),
                settings.count(
                        "RICOCHET_READY_LAG",
                        100_000,
                        "Records that a partition may lie behind while the worker still counts as ready."));
    }

    private static int countFromZero(String text) {
        int count = Integer.parseInt(text.trim());
        if (count < 0) {
            throw new IllegalArgumentException("negative");
        }
        return count;
    }
}
