package dev.ricochet.attribution.settle.topology;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for commits as often as the postbacks need them. Each hop waits for a commit before the next may read, and a commit
 * holds up the thread. While settle keeps up, waiting is what counts: after a commit the thread works for {@value
 * #SHORTEST_MILLIS} ms and commits again, but never for less than half the time that the commit took, so that a third of its time
 * is left for work while one takes up to {@value #PAUSE_MILLIS} ms; and at once after a pause. The further settle is behind, the
 * longer it works between two commits: half as long as postbacks are older than usual, until commits come as seldom as
 * the application is set to. Without that, a thread that commits all the time takes in no more than what comes, and keeps for
 * seconds what a moment's standstill has piled up.
 *
 * <p>How old postbacks are is told by the brokers' clock against this machine's. Where the brokers' is behind by more than usual postbacks
 * are old, commits are seldom and each hop slower; where it is ahead, settle takes itself for less behind than it is.
 *
 * <p>A commit is one of all tasks of a thread, so all of them share one pace.
 */
final class CommitPace {

    /** So old a postback is in the second hop, since match wrote it, while settle keeps up. */
    private static final long USUAL_MILLIS = 150;

    private static final long SHORTEST_MILLIS = 25;

    /** As the application is set to, which commits then without being asked. */
    static final int LONGEST_MILLIS = 200;

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
        long wanted = Math.max(workFor, (now - timestamp - USUAL_MILLIS) / 2);
        if (wanted >= LONGEST_MILLIS || now - workSince < wanted) {
            return false;
        }
        isAsked = true; // records that have been read already still come before the commit
        workSince = now;
        workFor = SHORTEST_MILLIS;
        return true;
    }
}
