package dev.ricochet.gateway.publish;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds how long requests wait for their records. Belongs to one event loop, on which alone it is used.
 *
 * <p>One timer for all: since everybody waits equally long, the oldest is the first to expire, and a look at the head of
 * the queue every now and then is enough. A timer for each request would cost more than the waiting.
 */
public final class Deadline implements AutoCloseable {
    private static final int LOOKS_PER_LIMIT = 10;

    private final Vertx vertx;
    private final long limitNanos;
    private final long timer;
    private final Set<Waiting> waiting = new LinkedHashSet<>();

    private static final class Waiting {
        private final Promise<PublishResult> promise = Promise.promise();
        private final long since = System.nanoTime();
    }

    /** Must be made on the event loop to which it belongs. It expires late by up to a tenth of the limit. */
    public Deadline(Vertx vertx, Duration limit) {
        this.vertx = vertx;
        this.limitNanos = limit.toNanos();
        this.timer = vertx.setPeriodic(Math.max(1, limit.toMillis() / LOOKS_PER_LIMIT), id -> expire());
    }

    /** The same result, or {@link PublishResult.Late} when it does not come in time. */
    public Future<PublishResult> limit(Future<PublishResult> result) {
        if (result.isComplete()) {
            return result;
        }
        Waiting one = new Waiting();
        waiting.add(one);
        result.onSuccess(known -> {
            if (waiting.remove(one)) {
                one.promise.complete(known);
            }
        });
        return one.promise.future();
    }

    private void expire() {
        long now = System.nanoTime();
        while (!waiting.isEmpty()) {
            // Looked up anew each time: whoever is told may let the next request in, which waits here too.
            Waiting oldest = waiting.iterator().next();
            if (now - oldest.since < limitNanos) {
                return;
            }
            waiting.remove(oldest);
            oldest.promise.complete(PublishResult.LATE);
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
