package dev.ricochet.sink.lane;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Leaves a server alone that keeps failing. After its pause three probes are let through and decide, whenever they come: an
 * endpoint that gets one delivery an hour has recovered with the third that gets through, and the first two got through too.
 */
final class Breaker {

    /** Never thrown: the breaker counts it. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final IOException FAILED = new IOException("the server does not answer or says that it cannot");

    private static final int PROBES = 3;

    private final Duration pause;
    private final LaneTime time;
    private final CircuitBreaker breaker;
    private int opens;
    private long openUntil;

    /** @param pause how long it is left alone first; doubled each time its probes fail */
    Breaker(String endpointId, Duration pause, LaneTime time) {
        this.pause = pause;
        this.time = time;
        this.breaker = CircuitBreaker.of(
                endpointId,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(80)
                        .permittedNumberOfCallsInHalfOpenState(PROBES)
                        // No longest time half open: it would break again for want of deliveries, though each got
                        // through.
                        .waitIntervalFunctionInOpenState(
                                opened -> pauseOf(opened).toMillis())
                        .clock(new LaneClock(time))
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                opens++;
                openUntil = time.nanos() + pauseOf(opens).toNanos();
            } else if (event.getStateTransition().getToState() == State.CLOSED) {
                opens = 0;
            }
        });
    }

    /** Lets one request through, or does not. */
    boolean pass() {
        return breaker.tryAcquirePermission();
    }

    /** Whether nothing at all gets through; asking is what ends the pause when its time has come. */
    boolean shut() {
        if (breaker.getState() != State.OPEN) {
            return false;
        }
        if (breaker.tryAcquirePermission()) {
            breaker.releasePermission();
            return false;
        }
        return true;
    }

    boolean open() {
        return breaker.getState() == State.OPEN;
    }

    boolean closed() {
        return breaker.getState() == State.CLOSED;
    }

    /** What is left of the pause. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, openUntil - time.nanos()));
    }

    void wentWell(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    void wentBadly(long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, FAILED);
    }

    /** What was let through tells nothing about the server. */
    void learnedNothing() {
        breaker.releasePermission();
    }

    /** @param opened how often it has opened, from 1 */
    private Duration pauseOf(int opened) {
        return pause.multipliedBy(1L << Math.min(Math.max(opened - 1, 0), LaneSettings.LONGEST_DOUBLING - 1));
    }

    /** The lane's time as the breaker wants it. */
    private static final class LaneClock extends Clock {

        private final LaneTime time;

        LaneClock(LaneTime time) {
            this.time = time;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(time.nanos());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
