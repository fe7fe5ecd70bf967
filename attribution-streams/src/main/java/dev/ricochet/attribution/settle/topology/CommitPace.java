package dev.ricochet.attribution.settle.topology;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for commits as often as the postbacks need them. Each hop waits for a commit before the next may read, and a commit
 * holds up the thread. While settle keeps up, waiting is what counts: after a commit the thread works for {@value
 * #SHORTEST_MILLIS} ms and commits again, but never for less than half the time that the commit took, so that a third of its time
 * is left for work while one takes up to {@value #PAUSE_MILLIS} ms; and at once after a pause. When it is behind, after a standstill, work is what
 * counts, and commits come as seldom as the application is set to.
 *
 * <p>A commit is one of all tasks of a thread, so all of them share one pace.
 */
final class CommitPace {

    /** Older than this since match wrote it, a postback shows that settle is behind. */
    private static final long FRESH_MILLIS = 2_000;

    private static final long SHORTEST_MILLIS = 25;

    /** Between two records nothing but a commit, or having nothing to do, takes this long as a rule. */
    private static final long GAP_MILLIS = 4;

    /** Nothing for so long is a pause and not a commit. */
    private static final long PAUSE_MILLIS = 250;

    private static final ThreadLocal<CommitPace> OF_THREAD = ThreadLocal.withInitial(CommitPace::new);

    private long last;
    private long workSince;
    private long workFor;
    private boolean isAsked = true;

    CommitPace() {}

    /** A record was processed that match wrote at that time. Called on the thread of the task. */
    static void processed(long timestamp, ProcessingContext context) {
        long now = context.currentSystemTimeMs();
        if (OF_THREAD.get().asksFor(now, timestamp)) {
            context.commit();
        }
    }

    /** Whether to commit after the record that is being processed now. */
    boolean asksFor(long now, long timestamp) {
        long gap = now - last;
        last = now;
        if (isAsked && gap >= GAP_MILLIS) { // that was the commit, or a pause
            isAsked = false;
            workSince = now;
            workFor = gap > PAUSE_MILLIS ? 0 : Math.max(SHORTEST_MILLIS, gap / 2);
        }
        if (now - timestamp >= FRESH_MILLIS || now - workSince < workFor) {
            return false;
        }
        isAsked = true; // records that have been read already still come before the commit
        workSince = now;
        workFor = SHORTEST_MILLIS;
        return true;
    }
}
