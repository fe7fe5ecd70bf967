package dev.ricochet.attribution.match;

import dev.ricochet.schemas.event.Click;
import java.time.Instant;

/** Where clicks are looked up. */
interface ClickFinder {

    /** Looks for the click of a genuine id. */
    Answer find(String clickId);

    /** Clicks before this time are no longer kept. */
    Instant keptSince();

    /** What a look-up finds. */
    sealed interface Answer {

        record Found(Click click) implements Answer {}

        record Absent() implements Answer {}

        /** It is there, and it cannot be decoded. */
        record Unreadable(String detail) implements Answer {}
    }
}
