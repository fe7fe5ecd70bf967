package dev.ricochet.attribution.match;

import dev.ricochet.schemas.event.Click;
import java.time.Instant;
import java.util.List;

/** Where clicks are looked up. */
interface ClickFinder {

    /** Looks for the click of a genuine id. */
    Answer find(String clickId);

    /**
     * The visitor's clicks on the offer of this one, from a time up to this one and with it, the oldest first. Bounded: of very
     * many only the newest and the oldest. Just this one where it names no visitor.
     */
    List<Click> visits(Click upTo, Instant since);

    /** False while clicks may be missing that were there before, so that a path may have holes. */
    boolean isComplete();

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
