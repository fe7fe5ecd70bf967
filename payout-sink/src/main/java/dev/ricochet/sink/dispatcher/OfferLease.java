package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DueDelivery;
import java.time.Duration;
import java.time.Instant;

/**
 * How long an offer is this dispatcher's to answer. When the lease ends the planner offers the attempt again, so an
 * offer that could not be finished in its lease (it waited behind a backlog) is let go: sending it would only make the
 * receiver hear twice, and a backlog of such offers clears itself in no time.
 */
record OfferLease(Duration lease, Duration longestAttempt) {

    /** For clocks that differ, and for the result's way to the planner. */
    static final Duration MARGIN = Duration.ofSeconds(10);

    /** @param end of the offer */
    boolean leavesTime(Instant now, Instant end) {
        return now.plus(longestAttempt).plus(MARGIN).isBefore(end);
    }

    /** When the planner offers the attempt again. One of an earlier release does not say it. */
    Instant end(DueDelivery due) {
        Instant said = due.getValidUntil();
        return said == null ? due.getDueAt().plus(lease) : said;
    }
}
