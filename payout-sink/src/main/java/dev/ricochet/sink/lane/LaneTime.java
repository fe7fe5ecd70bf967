package dev.ricochet.sink.lane;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The time by which lanes work. */
public interface LaneTime {

    /** Nanoseconds since some moment. */
    long nanos();

    /** Runs it later, on the lanes' context. */
    void after(Duration wait, Runnable action);

    /** The real one; to be used on the context that lanes are used on. */
    static LaneTime of(Vertx vertx) {
        return new LaneTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void after(Duration wait, Runnable action) {
                vertx.setTimer(Math.max(1, wait.toMillis()), timer -> action.run());
            }
        };
    }
}
