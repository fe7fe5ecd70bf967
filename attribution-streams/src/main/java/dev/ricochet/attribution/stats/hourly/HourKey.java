package dev.ricochet.attribution.stats.hourly;

import java.time.Duration;
import java.time.Instant;

/**
 * What is counted apart from everything else.
 *
 * @param hour the start of the hour, UTC, in Unix milliseconds
 */
public record HourKey(String affiliateId, String offerId, long hour) {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** The hour in which this moment lies. */
    public static HourKey at(String affiliateId, String offerId, Instant moment) {
        return new HourKey(affiliateId, offerId, hourOf(moment.toEpochMilli()));
    }

    /** The start of the hour of this moment. */
    public static long hourOf(long millis) {
        return Math.floorDiv(millis, HOUR) * HOUR;
    }

    public Instant start() {
        return Instant.ofEpochMilli(hour);
    }
}
