package dev.ricochet.gateway.setup;

import dev.ricochet.schemas.event.Click;
import java.time.Instant;

/** What is known of the click that a postback names. */
sealed interface ClickSight {
    /** The postback names none. */
    record Unnamed() implements ClickSight {}

    /** In no form that we sign. */
    record Malformed(String detail) implements ClickSight {}

    /** Not signed by us. */
    record Forged(String detail) implements ClickSight {}

    /** There it is. */
    record Found(Click click, Instant at) implements ClickSight {}

    /**
     * Genuine, but not among the clicks that were read.
     *
     * @param records how many were read
     * @param whole whether these are all since the time of the id
     */
    record NotFound(Instant at, int records, boolean whole) implements ClickSight {}
}
