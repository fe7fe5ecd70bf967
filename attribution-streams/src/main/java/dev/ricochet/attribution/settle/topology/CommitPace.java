package dev.ricochet.attribution.settle.topology;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for commits as often as the postbacks need them. Each hop waits for a commit before the next may read, and a commit
 * holds up the thread. While settle keeps up, waiting is what counts: commits come every {@value #MILLIS_BETWEEN} ms, at once
 * after a pause. When it is behind, after a standstill, work is what counts, and commits come as seldom as the application is
 * set to.
 *
 * <p>A commit is one of all tasks of a thread, so all of them share one pace.
 */
final class CommitPace {

    /** Older than this since match wrote it, a postback shows that settle is behind. */
    private static final long FRESH_MILLIS = 2_000;

    private static final int MILLIS_BETWEEN = 25;
    private static final ThreadLocal<CommitPace> OF_THREAD = ThreadLocal.withInitial(CommitPace::new);

    private long lastAsked;

    private CommitPace() {}

    /** A record was processed that match wrote at that time. Called on the thread of the task. */
    static void processed(long timestamp, ProcessingContext context) {
        long now = context.currentSystemTimeMs();
        CommitPace pace = OF_THREAD.get();
        if (now - timestamp < FRESH_MILLIS && now - pace.lastAsked >= MILLIS_BETWEEN) {
            context.commit();
            pace.lastAsked = now;
        }
    }
}
