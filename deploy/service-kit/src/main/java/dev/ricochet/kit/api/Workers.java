package dev.ricochet.kit.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few threads for what waits, and a bounded queue in front of them. */
public final class Workers {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final WorkerExecutor threads;
    private final Semaphore places;

    private final int mostTasks;
    private volatile boolean closing;

    /** @param mostWaiting tasks beyond those that run; one more is {@link Busy} */
    public Workers(Vertx vertx, String name, int threads, int mostWaiting) {
        this.threads = vertx.createSharedWorkerExecutor(name, threads);
        this.mostTasks = threads + mostWaiting;
        this.places = new Semaphore(mostTasks);
    }

    /** Nothing was begun, because too much waits already. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("too much waits already", null, false, false);
        }
    }

    /** Runs the task on one of the threads; the future ends on the caller's context, with {@link Busy} if there is no place. */
    public <T> Future<T> run(Callable<T> task) {
        if (closing || !places.tryAcquire()) {
            return Future.failedFuture(new Busy());
        }
        return threads.executeBlocking(task, false).onComplete(ended -> places.release());
    }

    /** Takes nothing more and lets what was taken end, within some seconds; what takes longer is interrupted. */
    public void close() throws InterruptedException {
        closing = true;
        if (!places.tryAcquire(mostTasks, CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            log.atWarn()
                    .addKeyValue("tasks", mostTasks - places.availablePermits())
                    .log("Tasks are interrupted that did not end in time");
        }
        threads.close().toCompletionStage().toCompletableFuture().join();
    }
}
