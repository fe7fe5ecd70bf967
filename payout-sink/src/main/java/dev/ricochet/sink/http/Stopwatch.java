package dev.ricochet.sink.http;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the times of one request's parts, each ending where the next begins. */
final class Stopwatch {

    private final long[] marks = new long[Part.values().length + 1];
    private int taken = 1;

    /** The parts in their order. */
    enum Part {
        NAME,
        CONNECT,
        ANSWER,
        BODY
    }

    Stopwatch() {
        marks[0] = System.nanoTime();
    }

    /** The part has ended; parts before it that were not told of took no time. */
    void ended(Part part) {
        long now = System.nanoTime();
        int index = part.ordinal() + 1;
        if (taken <= index) {
            Arrays.fill(marks, taken, index, marks[taken - 1]);
            marks[index] = now;
            taken = index + 1;
        }
    }

    boolean has(Part part) {
        return taken > part.ordinal() + 1;
    }

    Timing timing() {
        return new Timing(took(Part.NAME), took(Part.CONNECT), took(Part.ANSWER), took(Part.BODY));
    }

    private @Nullable Duration took(Part part) {
        int index = part.ordinal() + 1;
        return has(part) ? Duration.ofNanos(marks[index] - marks[index - 1]) : null;
    }
}
