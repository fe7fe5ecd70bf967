package dev.ricochet.local.process;

/** A process ended by itself or did not become ready. The message carries the tail of its log. */
public final class ProcessFailure extends RuntimeException {

    private static final int TAIL_LINES = 40;

    private ProcessFailure(String message) {
        super(message);
    }

    static ProcessFailure of(RunningProcess process, String what) {
        String tail = process.logTail(TAIL_LINES);
        return new ProcessFailure("%s %s; the end of its log %s:%n%s"
                .formatted(
                        process.name(),
                        what,
                        process.logFile(),
                        tail.isEmpty() ? "    (empty)" : tail.indent(4).stripTrailing()));
    }
}
