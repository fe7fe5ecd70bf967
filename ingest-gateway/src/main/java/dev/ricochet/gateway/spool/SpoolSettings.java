package dev.ricochet.gateway.spool;

import dev.ricochet.kit.config.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The spool.
 *
 * @param directory of this gateway alone; keep it on a disk that outlives the process
 * @param mostBytes of records that wait in it
 * @param after how long Kafka may take to acknowledge a record before the record goes to the spool
 */
public record SpoolSettings(Path directory, long mostBytes, Duration after) {
    /** Of a visitor's patience, what is left for the disk once Kafka did not answer. */
    private static final int DISK_SHARE_OF_CLICK_DEADLINE = 4;

    public static SpoolSettings from(Settings settings) {
        return new SpoolSettings(
                settings.path(
                        "RICOCHET_GATEWAY_SPOOL_DIR",
                        "data/ingest-gateway/spool",
                        "Where records wait while Kafka does not take them. One directory for each gateway, on a disk that outlives the process."),
                settings.bytes(
                        "RICOCHET_GATEWAY_SPOOL_BYTES",
                        "1GiB",
                        "Records that may wait there; beyond it requests are answered as if there were no spool. Leave half as much again free for its log and for compaction."),
                settings.duration(
                        "RICOCHET_GATEWAY_SPOOL_AFTER",
                        "1s",
                        "How long Kafka may take to acknowledge a postback before it goes to the spool; a click never waits longer than three quarters of its deadline."));
    }

    /** The same for clicks, of whose deadline a quarter is kept for the disk. */
    public Duration afterForClicks(Duration clickDeadline) {
        Duration most = clickDeadline.minus(clickDeadline.dividedBy(DISK_SHARE_OF_CLICK_DEADLINE));
        return after.compareTo(most) < 0 ? after : most;
    }
}
