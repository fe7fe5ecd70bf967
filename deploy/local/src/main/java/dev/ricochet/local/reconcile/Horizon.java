package dev.ricochet.local.reconcile;

import java.time.Duration;
import java.time.Instant;

/**
 * What is compared, and what may still be on its way.
 *
 * @param now the time of the comparison
 * @param since receipts before it are left out
 * @param hold how long a postback may wait for its outcome: the longest early hold and some slack
 */
public record Horizon(Instant now, Instant since, Duration hold) {
    /** The retry schedule ends after 75 hours with 20 % of jitter; a delivery older than this is lost. */
    private static final Duration LONGEST_DELIVERY = Duration.ofDays(4);
    /** Due deliveries are kept for a week, attempts far longer: older attempts are not held against them. */
    private static final Duration DUE_KEPT = Duration.ofDays(6);

    boolean covers(Instant at) {
        return !at.isBefore(since);
    }

    boolean mayBeInFlight(Instant receivedAt) {
        return receivedAt.plus(hold).isAfter(now);
    }

    boolean mayStillBeDelivered(Instant createdAt) {
        return createdAt.plus(LONGEST_DELIVERY).isAfter(now);
    }

    boolean dueIsKept(Instant dueAt) {
        return covers(dueAt) && dueAt.plus(DUE_KEPT).isAfter(now);
    }
}
