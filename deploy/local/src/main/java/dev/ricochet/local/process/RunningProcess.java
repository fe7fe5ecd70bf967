package dev.ricochet.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One run of a program. */
public final class RunningProcess {

    private final String name;
    private final Path logFile;
    private final Process process;

    private RunningProcess(String name, Path logFile, Process process) {
        this.name = name;
        this.logFile = logFile;
        this.process = process;
    }

    public static RunningProcess start(ProcessSpec spec) {
        try {
            Files.createDirectories(spec.logFile().toAbsolutePath().getParent());
            KeptLogs.keep(spec.logFile());
            ProcessBuilder builder = new ProcessBuilder(spec.command())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(spec.logFile().toFile()));
            builder.environment().keySet().removeIf(key -> key.startsWith("RICOCHET_"));
            builder.environment().putAll(spec.environment());
            return new RunningProcess(spec.name(), spec.logFile(), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(spec.name() + " cannot be started", e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path logFile() {
        return logFile;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code. */
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Waits for the end, and no longer than the time given. */
    public boolean awaitExit(Duration atMost) {
        try {
            exit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Asks it to end, and kills it when it has not after the grace. */
    public void stop(Duration grace) {
        process.destroy();
        if (!awaitExit(grace)) {
            kill9();
        }
    }

    /** Ends it as a power cut would, and returns when it has ended. */
    public void kill9() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public String logTail(int lines) {
        return LogTail.of(logFile, lines);
    }

    /** What a person needs who finds it ended. */
    ProcessFailure failure(String what) {
        return ProcessFailure.of(this, what);
    }
}
