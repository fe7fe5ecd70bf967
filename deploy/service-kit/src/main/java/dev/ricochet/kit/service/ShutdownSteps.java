package dev.ricochet.kit.service;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be closed, last opened first: what was opened later may still need what was opened before it. */
final class ShutdownSteps {
    private static final Logger log = LoggerFactory.getLogger(ShutdownSteps.class);

    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable Step current;
    private boolean begun;
    private boolean allClosed = true;

    record Step(String what, ThrowingRunnable close) {}

    synchronized void add(String what, ThrowingRunnable close) {
        if (begun) {
            throw new IllegalStateException("The service is shutting down, too late to open " + what);
        }
        steps.push(new Step(what, close));
    }

    /** Runs all steps one after the other. True if each closed, all inside the grace period. */
    boolean run(Duration grace) throws InterruptedException {
        long deadline = System.nanoTime() + grace.toNanos();
        Thread worker = new Thread(this::runAll, "shutdown");
        worker.setDaemon(true);
        worker.start();
        TimeUnit.NANOSECONDS.timedJoin(worker, deadline - System.nanoTime());
        if (worker.isAlive()) {
            reportOverrun(grace);
            worker.interrupt();
            return false;
        }
        synchronized (this) {
            return allClosed;
        }
    }

    private void runAll() {
        for (Step step = next(); step != null; step = next()) {
            close(step);
        }
    }

    private synchronized @Nullable Step next() {
        begun = true;
        current = steps.poll();
        return current;
    }

    private void close(Step step) {
        long start = System.nanoTime();
        try {
            step.close().run();
            log.atInfo()
                    .addKeyValue("step", step.what())
                    .addKeyValue("took_ms", millisSince(start))
                    .log("Closed");
        } catch (Throwable e) {
            synchronized (this) {
                allClosed = false;
            }
            log.atError()
                    .addKeyValue("step", step.what())
                    .addKeyValue("took_ms", millisSince(start))
                    .setCause(e)
                    .log("Could not close");
        }
    }

    private synchronized void reportOverrun(Duration grace) {
        List<String> untouched = steps.stream().map(Step::what).toList();
        log.atError()
                .addKeyValue("grace_ms", grace.toMillis())
                .addKeyValue("step", current == null ? "none" : current.what())
                .addKeyValue("not_begun", untouched)
                .log("The grace period is over, a step is still closing");
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
