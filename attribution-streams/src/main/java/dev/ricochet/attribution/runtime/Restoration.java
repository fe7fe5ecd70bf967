package dev.ricochet.attribution.runtime;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How far the restoration of an application's state has come.
 *
 * @param partitions stores' partitions that are being restored
 * @param restored records restored of those
 * @param remaining records of those that are still to come
 * @param bytes bytes read for restoring since the process began
 * @param perSecond records restored a second lately
 */
record Restoration(int partitions, long restored, long remaining, long bytes, double perSecond) {

    private static final double MIB = 1024 * 1024;

    boolean isRunning() {
        return partitions > 0;
    }

    /** How long it will take at the present rate; null while there is none. */
    @Nullable Duration eta() {
        return perSecond > 0 ? Duration.ofSeconds((long) Math.ceil(remaining / perSecond)) : null;
    }

    /** For the person who waits. */
    String text() {
        Duration eta = eta();
        return String.format(
                Locale.ROOT,
                "restoring %d partitions: %,d records (%.1f MiB read), %,d to go, %s",
                partitions,
                restored,
                bytes / MIB,
                remaining,
                eta == null ? "no rate yet" : "about " + eta.toSeconds() + " s");
    }
}
