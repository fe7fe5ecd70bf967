package dev.ricochet.local.demo.report;

import java.time.Duration;
import java.util.Collection;

/**
 * From the gateway's receipt to the first call at the affiliate's server. Postbacks that had to wait for their click are
 * left out: their time is the click's, not the pipeline's.
 *
 * @param count how many were measured
 */
public record Latencies(int count, long p50Millis, long p99Millis, long maxMillis) {
    private static final double MEDIAN = 0.50;
    private static final double TAIL = 0.99;

    public static Latencies of(Collection<Duration> measured) {
        long[] sorted = measured.stream().mapToLong(Duration::toMillis).sorted().toArray();
        if (sorted.length == 0) {
            return new Latencies(0, 0, 0, 0);
        }
        return new Latencies(sorted.length, at(sorted, MEDIAN), at(sorted, TAIL), sorted[sorted.length - 1]);
    }

    /** The smallest value that this share of all values does not exceed. */
    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
    }
}
