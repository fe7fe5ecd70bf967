package dev.ricochet.sink.dispatcher;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts under way, so that a shutdown can let them end. */
final class InFlight {

    private static final Logger log = LoggerFactory.getLogger(InFlight.class);

    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();
    private final Duration atMost;

    /** Waits at most so long in {@link #awaitNone}; what is under way then is offered again when its lease ends. */
    InFlight(Duration atMost) {
        this.atMost = atMost;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // a future is itself and no other: identity is what is meant
    void add(CompletableFuture<Void> attempt) {
        underWay.add(attempt);
        var unused = attempt.whenComplete((done, failure) -> ended(attempt));
    }

    /**
     * Waits until there is room for more. While Kafka is away results gather here, and each keeps a delivery in memory.
     *
     * @return false when there was none within the time
     */
    synchronized boolean awaitRoom(int most, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (underWay.size() >= most) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // as above
    private synchronized void ended(CompletableFuture<Void> attempt) {
        underWay.remove(attempt);
        notifyAll();
    }

    void awaitNone() throws InterruptedException {
        try {
            CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.atWarn()
                    .addKeyValue("under_way", underWay.size())
                    .setCause(e)
                    .log("Stopping with attempts under way; they are offered again when their lease ends");
        }
    }
}
