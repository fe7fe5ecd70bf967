package dev.ricochet.sink.planner;

import java.time.Duration;

/**
 * When to commit for the sake of offers, which dispatchers see with the commit and not before. Conversions come together, as settle has
 * committed them, so what they become is committed together too, soon after; a commit at fixed times of its own would let them wait for
 * half of the time between two.
 *
 * <p>A commit holds up the thread, and on a busy machine for long. So the thread works at least as long as the last one took before it
 * commits again: half of its time is left for work, whatever commits cost.
 *
 * <p>A commit is one of all tasks of a thread, so all of them share one pace. Times are milliseconds of the machine's clock.
 */
final class OfferPace {

    /** How often a task looks whether to commit: for so long at most the rest of what came together is waited for. */
    static final Duration LOOKS_EVERY = Duration.ofMillis(10);

    private static final long SHORTEST_WORK_MILLIS = 15;

    /** Tasks that look within it look one after the other, before the commit that one of them has asked for. */
    private static final long TOGETHER_MILLIS = 3;

    private static final ThreadLocal<OfferPace> OF_THREAD = ThreadLocal.withInitial(OfferPace::new);

    private boolean hasOffers;
    private boolean hasAsked;
    private long askedAt;
    private long worksUntil;

    OfferPace() {}

    /** That of the tasks of this thread. */
    static OfferPace ofThread() {
        return OF_THREAD.get();
    }

    /** Something waits for a commit. */
    void offered() {
        hasOffers = true;
    }

    /** Whether to commit now; whoever is told so does, before anybody looks again later than at once. */
    boolean asksAt(long now) {
        if (hasAsked) {
            long took = now - askedAt;
            if (took < TOGETHER_MILLIS) {
                return false;
            }
            hasAsked = false;
            worksUntil = now + Math.max(SHORTEST_WORK_MILLIS, took);
        }
        if (!hasOffers || now < worksUntil) {
            return false;
        }
        hasOffers = false;
        hasAsked = true;
        askedAt = now;
        return true;
    }
}
