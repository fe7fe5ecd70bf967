package dev.ricochet.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A program that is started, stopped, killed and started again, and is missed when it ends by itself. */
public final class ManagedProcess {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration STOP_GRACE = Duration.ofSeconds(40);
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

    private final ProcessSpec spec;
    private final ReadinessProbe probe;
    private final CompletableFuture<ProcessFailure> failure = new CompletableFuture<>();
    private @Nullable RunningProcess current;

    public ManagedProcess(ProcessSpec spec, ReadinessProbe probe) {
        this.spec = spec;
        this.probe = probe;
    }

    public String name() {
        return spec.name();
    }

    public Path logFile() {
        return spec.logFile();
    }

    public String logTail(int lines) {
        return LogTail.of(spec.logFile(), lines);
    }

    /** The process id of the present run. */
    public long pid() {
        return running().pid();
    }

    public synchronized boolean isRunning() {
        return current != null && current.isAlive();
    }

    /** Null when it runs and is ready. */
    public @Nullable String whyNotReady() {
        return isRunning() ? probe.whyNotReady() : "not running";
    }

    /** Completes when it has ended and no method of this class was the reason. */
    public CompletableFuture<ProcessFailure> failure() {
        return failure;
    }

    /** Starts it without waiting until it is ready. */
    public synchronized void start() {
        if (isRunning()) {
            throw new IllegalStateException(name() + " runs already, pid " + pid());
        }
        RunningProcess run = RunningProcess.start(spec);
        current = run;
        var unused = run.exit().thenAccept(code -> endedBy(run, code));
    }

    /** Returns when it is ready; fails when it ends before, or takes longer than three minutes. */
    public void awaitReady() {
        awaitReady(new CompletableFuture<>());
    }

    /** The same, but gives up as soon as another part has failed that this one may be waiting for. */
    public void awaitReady(CompletableFuture<ProcessFailure> elsewhere) {
        RunningProcess run = running();
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        String missing = probe.whyNotReady();
        while (missing != null) {
            if (run.awaitExit(PROBE_INTERVAL)) {
                throw run.failure("ended with exit code " + run.exit().join() + " before it was ready");
            }
            if (elsewhere.isDone()) {
                throw elsewhere.join();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted while waiting for " + name());
            }
            if (System.nanoTime() > deadline) {
                throw run.failure("is not ready after " + READY_WITHIN.toSeconds() + " s (" + missing + ")");
            }
            missing = probe.whyNotReady();
        }
    }

    /** Asks it to end and returns when it has. */
    public void stop() {
        end(run -> run.stop(STOP_GRACE));
    }

    /** Ends it as a power cut would. */
    public void kill9() {
        end(RunningProcess::kill9);
    }

    /** Starts it again, after an end in good order where it runs, and returns when it is ready. */
    public void restart() {
        stop();
        start();
        awaitReady();
    }

    private void end(Consumer<RunningProcess> how) {
        RunningProcess run;
        synchronized (this) {
            run = current;
            current = null;
        }
        if (run != null) {
            how.accept(run);
        }
    }

    private synchronized void endedBy(RunningProcess run, int code) {
        if (current == run) {
            failure.complete(run.failure("ended by itself with exit code " + code));
        }
    }

    private synchronized RunningProcess running() {
        if (current == null) {
            throw new IllegalStateException(name() + " is not running");
        }
        return current;
    }
}
