package dev.ricochet.gateway.front;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * How far an event loop is behind with its work, by how late a timer on it comes. A loop that is behind by more than its
 * callers can bear cannot help by trying harder: what it reads until the next look is better told at once to come again,
 * which costs a small part of taking it.
 */
final class LoopLag implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Vertx vertx;
    private final long mostNanos;
    private final Timer lags;
    private long due;
    private long timer;
    private boolean tooLong;

    /**
     * Watches the loop on which it is made.
     *
     * @param most further behind than this is too far
     * @param lags told what each look found
     */
    LoopLag(Vertx vertx, Duration most, Timer lags) {
        this.vertx = vertx;
        this.mostNanos = most.toNanos();
        this.lags = lags;
        lookLater();
    }

    /** Whether the last look came too late. Only on the loop itself. */
    boolean isTooLong() {
        return tooLong;
    }

    private void lookLater() {
        due = System.nanoTime() + LOOK_EVERY.toNanos();
        timer = vertx.setTimer(LOOK_EVERY.toMillis(), elapsed -> look());
    }

    private void look() {
        Duration lag = Duration.ofNanos(Math.max(0, System.nanoTime() - due));
        tooLong = lag.toNanos() > mostNanos;
        lags.record(lag);
        lookLater();
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
