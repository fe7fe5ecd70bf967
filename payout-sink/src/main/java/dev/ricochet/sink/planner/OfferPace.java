package dev.ricochet.sink.planner;

import java.time.Duration;
import java.time.Instant;

/**
 * When to commit for the sake of offers, which dispatchers see with the commit and not before. Conversions come together, as settle has
 * committed them, so what they become is committed together too, soon after; a commit at fixed times of its own would let them wait for
 * half of the time between two. What is old already does not wait for milliseconds: while the planner is behind, commits come as
 * seldom as the application is set to, and it gets more done.
 *
 * <p>A commit is one of all tasks of a thread, so all of them share one pace.
 */
final class OfferPace {

    /** How often a task looks whether to commit: for so long at most the rest of what came together is waited for. */
    static final Duration LOOKS_EVERY = Duration.ofMillis(10);

    /** So far apart are two commits for offers: one takes half of that, and holds up the thread. */
    private static final Duration APART = Duration.ofMillis(25);

    /** Who hears of a change so late hears of it no later for a commit that is not hurried. */
    private static final Duration OLD = Duration.ofSeconds(2);

    private static final ThreadLocal<OfferPace> OF_THREAD = ThreadLocal.withInitial(OfferPace::new);

    private Instant askedAt = Instant.EPOCH;
    private boolean isWaitedFor;

    OfferPace() {}

    /** That of the tasks of this thread. */
    static OfferPace ofThread() {
        return OF_THREAD.get();
    }

    /** @param changedAt when what the offer tells of came about */
    void offered(Instant changedAt, Instant now) {
        isWaitedFor |= now.minus(OLD).isBefore(changedAt);
    }

    /** Whether to commit now; whoever is told so does. */
    boolean asksFor(Instant now) {
        if (!isWaitedFor || now.isBefore(askedAt.plus(APART))) {
            return false;
        }
        isWaitedFor = false;
        askedAt = now;
        return true;
    }
}
