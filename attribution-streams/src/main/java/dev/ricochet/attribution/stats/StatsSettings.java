package dev.ricochet.attribution.stats;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.key.KeyFile;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What only the stats read.
 *
 * @param interval how often counts are handed on and committed
 * @param retention how long an hour can still change, and be asked for
 * @param queryRetention how long a receipt's outcome and a conversion's history can be asked for
 * @param threads partitions that are worked on at a time
 * @param apiKeys the file of keys of who may ask; null: nobody may
 * @param advertisedHost how other workers reach this one's management port; null for what it listens on
 */
public record StatsSettings(
        Duration interval,
        Duration retention,
        Duration queryRetention,
        int threads,
        @Nullable Path apiKeys,
        @Nullable String advertisedHost) {

    public static StatsSettings from(Settings settings) {
        return new StatsSettings(
                settings.duration(
                        "RICOCHET_STATS_INTERVAL",
                        "1s",
                        "How often counts are handed on from stage to stage, and committed."),
                settings.duration(
                        "RICOCHET_STATS_RETENTION",
                        "400d",
                        "How long an hour stays in the stats' state; what comes later is no longer counted. Not shorter than any tier's window."),
                settings.duration(
                        "RICOCHET_QUERY_RETENTION",
                        "100d",
                        "How long outcomes of receipts and histories of conversions can be asked for."),
                settings.count("RICOCHET_STATS_THREADS", 1, "Partitions that the stats work on at a time."),
                KeyFile.from(
                        settings,
                        "RICOCHET_STATS_API_KEYS_FILE",
                        "Who may ask: lines of `name role sha256-of-the-key-in-hex` with the roles read and admin; the same for all workers, which pass questions on. Read again when it changes; without it nobody may."),
                settings.optionalText(
                        "RICOCHET_ADVERTISED_HOST",
                        "Host under which other workers reach this one's management port, for queries about what lies there. Without it the management host, or this machine's name where that is a wildcard."));
    }
}
