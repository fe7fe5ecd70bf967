package dev.ricochet.attribution.clickstore;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;

/**
 * How the click store behaves.
 *
 * @param retention how long a click is kept after its time
 * @param futureLimit how far ahead of the clock a click's time may lie and still count as progress of time
 * @param flushInterval how often memory is written to disk; bounds what an unclean stop has to read again
 * @param cacheBytes memory of the process for blocks, indexes and filters, and, within it, memtables
 * @param memtableBytes how much of that may be memtables
 * @param openSegments segments of one partition that are open at a time
 */
public record ClickStoreSettings(
        Duration retention,
        Duration futureLimit,
        Duration flushInterval,
        long cacheBytes,
        long memtableBytes,
        int openSegments) {

    /** Late clicks of the longest window still find their segment. */
    private static final Duration GRACE = Duration.ofDays(1);

    public static ClickStoreSettings from(Settings settings) {
        return new ClickStoreSettings(
                settings.duration(
                        "RICOCHET_CLICK_RETENTION",
                        Topics.LONGEST_CLICK_WINDOW.plus(GRACE).toDays() + "d",
                        "How long a click can be found; not shorter than the longest click window of any offer."),
                settings.duration(
                        "RICOCHET_CLICK_FUTURE_LIMIT",
                        "10m",
                        "A click further ahead of the clock than this is kept but expires no older ones."),
                settings.duration(
                        "RICOCHET_CLICK_FLUSH_INTERVAL",
                        "30s",
                        "How often clicks in memory go to disk; what came since is read again after an unclean stop."),
                settings.bytes(
                        "RICOCHET_CLICK_CACHE",
                        "256MiB",
                        "Native memory for clicks, for all partitions together: blocks, filters and memtables."),
                settings.bytes(
                        "RICOCHET_CLICK_MEMTABLES",
                        "96MiB",
                        "How much of RICOCHET_CLICK_CACHE may hold clicks that are not on disk yet."),
                settings.count(
                        "RICOCHET_CLICK_OPEN_SEGMENTS",
                        40,
                        "Days of one partition that are open at a time; more are opened and closed as needed."));
    }
}
