package dev.ricochet.bench.http;

/** When a connection should send its requests; times are those of {@link System#nanoTime}. */
final class Pace {

    /** Each request as soon as the one before it is answered. */
    static final Pace EAGER = new Pace(0, 0);

    private final long intervalNanos;
    private long due;

    Pace(long firstDue, long intervalNanos) {
        this.due = firstDue;
        this.intervalNanos = intervalNanos;
    }

    /** When the next request is to be sent, or was to be; {@code now} where there is no timetable. */
    long next(long now) {
        if (intervalNanos == 0) {
            return now;
        }
        long next = due;
        due += intervalNanos;
        return next;
    }
}
