package dev.ricochet.sink.lane;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an attempt says about the server behind a lane. */
public sealed interface Health {

    /** It answered as servers do. */
    record Well() implements Health {}

    /** It did not answer, or said that it cannot. */
    record Ill() implements Health {}

    /**
     * It asked for less: 429, or 503 with {@code Retry-After}.
     *
     * @param leaveAlone for how long; null where it did not say
     */
    record Overloaded(@Nullable Duration leaveAlone) implements Health {}

    /** Nothing was learned: the request was never sent, or our own side failed. */
    record Unknown() implements Health {}

    Health WELL = new Well();
    Health ILL = new Ill();
    Health UNKNOWN = new Unknown();
}
