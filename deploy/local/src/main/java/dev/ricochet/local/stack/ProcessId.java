package dev.ricochet.local.stack;

import java.time.Instant;
import java.util.Optional;

/**
 * Names one process for ever, where a pid alone is used again some day.
 *
 * @param startedAtMs when it started, in milliseconds since 1970; 0 where the system does not tell
 */
public record ProcessId(long pid, long startedAtMs) {

    public static ProcessId of(long pid) {
        return new ProcessId(
                pid,
                ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().startInstant())
                        .map(Instant::toEpochMilli)
                        .orElse(0L));
    }

    public static ProcessId ofThisProcess() {
        return of(ProcessHandle.current().pid());
    }

    /** The process while it lives. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(handle -> handle.isAlive() && of(pid).equals(this));
    }

    public boolean isAlive() {
        return find().isPresent();
    }
}
