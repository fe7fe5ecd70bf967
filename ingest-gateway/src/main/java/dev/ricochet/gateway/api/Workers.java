package dev.ricochet.gateway.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** A few threads for what waits, and a bounded queue in front of them. */
public final class Workers {
    private final WorkerExecutor threads;
    private final Semaphore places;

    /** @param mostWaiting tasks beyond those that run; one more is {@link Busy} */
    public Workers(Vertx vertx, String name, int threads, int mostWaiting) {
        this.threads = vertx.createSharedWorkerExecutor(name, threads);
        this.places = new Semaphore(threads + mostWaiting);
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
        if (!places.tryAcquire()) {
            return Future.failedFuture(new Busy());
        }
        return threads.executeBlocking(task, false).onComplete(ended -> places.release());
    }

    /** Lets what runs end. */
    public void close() {
        threads.close().toCompletionStage().toCompletableFuture().join();
    }
}
