package dev.ricochet.sink.http;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the times of one request's parts, each ending where the next begins. */
final class Stopwatch {

    private static final int PARTS = 4;

    private final long[] marks = new long[PARTS + 1];
    private int taken = 1;

    /** The parts in their order. */
    enum Part {
        NAME(1),
        CONNECT(2),
        ANSWER(3),
        BODY(PARTS);

        private final int number;

        Part(int number) {
            this.number = number;
        }
    }

    Stopwatch() {
        marks[0] = System.nanoTime();
    }

    /** The part has ended; parts before it that were not told of took no time. */
    void ended(Part part) {
        long now = System.nanoTime();
        int index = part.number;
        if (taken <= index) {
            Arrays.fill(marks, taken, index, marks[taken - 1]);
            marks[index] = now;
            taken = index + 1;
        }
    }

    boolean has(Part part) {
        return taken > part.number;
    }

    Timing timing() {
        return new Timing(took(Part.NAME), took(Part.CONNECT), took(Part.ANSWER), took(Part.BODY));
    }

    private @Nullable Duration took(Part part) {
        int index = part.number;
        return has(part) ? Duration.ofNanos(marks[index] - marks[index - 1]) : null;
    }
}
