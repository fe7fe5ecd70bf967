package dev.ricochet.local.cli;

import dev.ricochet.local.stack.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Progress lines with the time since the beginning in front. */
final class TimedProgress implements Progress {

    private final PrintWriter out;
    private final long began = System.nanoTime();

    TimedProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void say(String line) {
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        out.printf("[%6.1fs] %s%n", seconds, line);
        out.flush();
    }
}
