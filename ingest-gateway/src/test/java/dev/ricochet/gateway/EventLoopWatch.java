package dev.ricochet.gateway;

import io.vertx.core.impl.VertxThread;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks every few milliseconds whether an event loop waits for something in the middle of a task. Stricter than Vert.x's
 * own checker, which speaks up after two seconds, and not misled by a busy machine: what waits for a processor is not
 * blocked, and a mutex that a library holds for a few instructions is no waiting; waiting for a condition, a time or
 * another thread's result is.
 */
final class EventLoopWatch implements AutoCloseable {
    private static final Duration TOLERATED = Duration.ofMillis(10);

    private final ScheduledExecutorService eyes = Executors.newSingleThreadScheduledExecutor();
    private final List<String> blocked = new CopyOnWriteArrayList<>();

    EventLoopWatch() {
        var unused = eyes.scheduleWithFixedDelay(this::look, 0, 2, TimeUnit.MILLISECONDS);
    }

    /** Where event loops stood when they were caught. */
    List<String> blocked() {
        return blocked;
    }

    private void look() {
        Thread[] threads = new Thread[Thread.activeCount() + 50];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i] instanceof VertxThread loop && !loop.isWorker()) {
                look(loop);
            }
        }
    }

    private void look(VertxThread loop) {
        long since = loop.startTime();
        boolean longAgo = since != 0 && System.nanoTime() - since > TOLERATED.toNanos();
        boolean waits = loop.getState() == Thread.State.TIMED_WAITING || loop.getState() == Thread.State.WAITING;
        if (longAgo && waits) {
            StackTraceElement[] stack = loop.getStackTrace();
            // Between the looks the task may have ended, and the loop now waits for the next.
            if (loop.startTime() == since && !isMutex(stack)) {
                blocked.add(loop.getName() + " " + Arrays.asList(stack));
            }
        }
    }

    private static boolean isMutex(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(ReentrantLock.class.getName())
                        && frame.getMethodName().equals("lock"));
    }

    @Override
    public void close() {
        eyes.shutdownNow();
    }
}
