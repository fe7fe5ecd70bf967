package dev.ricochet.sink.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The waits between attempts. The first attempt is made at once; the wait after attempt {@code n} is the {@code n}-th of
 * {@code waits}, spread by {@code jitter} so that deliveries which failed together do not come back together. The spread
 * is drawn from the delivery's id and the attempt, so a replay gives the same time.
 *
 * @param waits the wait after each attempt but the last, in order
 * @param jitter the share by which a wait may be longer or shorter, from 0 to below 1
 * @param longestRetryAfter the most that a server may ask for by {@code Retry-After}
 */
public record RetrySchedule(List<Duration> waits, double jitter, Duration longestRetryAfter) {

    /** The schedule that Standard Webhooks recommends: 10 attempts over 75 h 35 min 5 s. */
    public static final String STANDARD_WAITS = "5s,5m,30m,2h,5h,10h,14h,20h,24h";

    /** The spread of a wait: a fifth in both directions. */
    public static final double STANDARD_JITTER = 0.2;

    /** A server that asks for more than a day would outlive the schedule's own longest wait. */
    public static final Duration STANDARD_LONGEST_RETRY_AFTER = Duration.ofHours(24);

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("waits between attempts must not be negative: " + waits);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to below 1: " + jitter);
        }
        if (longestRetryAfter.isNegative()) {
            throw new IllegalArgumentException("the longest Retry-After must not be negative: " + longestRetryAfter);
        }
    }

    /** These waits with the standard spread and the standard bound of {@code Retry-After}. */
    public static RetrySchedule of(List<Duration> waits) {
        return new RetrySchedule(waits, STANDARD_JITTER, STANDARD_LONGEST_RETRY_AFTER);
    }

    /** How many attempts are made in all. */
    public int attempts() {
        return waits.size() + 1;
    }

    /**
     * How long to wait after a failed attempt.
     *
     * @param attempt the attempt that failed, from 1
     * @param retryAfter what the server asked for; it lengthens the wait up to {@code longestRetryAfter} and never shortens it
     * @return empty when that was the last attempt
     */
    public Optional<Duration> waitAfter(String deliveryId, int attempt, @Nullable Duration retryAfter) {
        if (attempt >= attempts()) {
            return Optional.empty();
        }
        Duration own = spread(waits.get(Math.max(attempt, 1) - 1), deliveryId, attempt);
        return Optional.of(longer(own, bounded(retryAfter)));
    }

    /**
     * How long to wait when an endpoint could not be tried at all: no attempt is used up by it. Spread upwards only: who
     * comes before the time that was named is turned away once more.
     */
    public Duration waitAfterDeferral(Duration deferral, String deliveryId, int attempt, @Nullable Duration askedFor) {
        return times(longer(deferral, bounded(askedFor)), 1 + jitter * draw(deliveryId, attempt));
    }

    private Duration bounded(@Nullable Duration retryAfter) {
        if (retryAfter == null || retryAfter.isNegative()) {
            return Duration.ZERO;
        }
        return retryAfter.compareTo(longestRetryAfter) > 0 ? longestRetryAfter : retryAfter;
    }

    private Duration spread(Duration wait, String deliveryId, int attempt) {
        return times(wait, 1 - jitter + 2 * jitter * draw(deliveryId, attempt));
    }

    private static double draw(String deliveryId, int attempt) {
        return new SplittableRandom(31L * deliveryId.hashCode() + attempt).nextDouble();
    }

    private static Duration times(Duration wait, double factor) {
        return Duration.ofMillis(Math.round(wait.toMillis() * factor));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
