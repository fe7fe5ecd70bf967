package dev.ricochet.attribution.settle.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Asks for commits as often as the postbacks need them. Each hop waits for a commit before the next may read, and a commit
 * holds up the thread. While settle keeps up, waiting is what counts: commits come every {@value #MILLIS_BETWEEN} ms. When it
 * is behind, after a standstill, work is what counts, and commits come as seldom as the application is set to.
 *
 * <p>A commit is one of all tasks of a thread, so all of them share one pace.
 */
final class CommitPace {

    /** Older than this since match wrote it, a postback shows that settle is behind. */
    private static final long FRESH_MILLIS = 2_000;

    private static final int MILLIS_BETWEEN = 25;
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);
    private static final ThreadLocal<CommitPace> OF_THREAD = ThreadLocal.withInitial(CommitPace::new);

    private long lastAsked;

    private CommitPace() {}

    /** The pace of one task, by its own clock; for {@link #saw} to be told of every record. */
    static Task of(ProcessingContext context) {
        Task task = new Task(context);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, task::look);
        return task;
    }

    /** What one task has to commit. */
    static final class Task {

        private final ProcessingContext context;
        private boolean fresh;

        private Task(ProcessingContext context) {
            this.context = context;
        }

        /** A record was processed that match wrote at that time. */
        void saw(long timestamp) {
            fresh |= context.currentSystemTimeMs() - timestamp < FRESH_MILLIS;
        }

        private void look(long now) {
            CommitPace pace = OF_THREAD.get();
            if (fresh && now - pace.lastAsked >= MILLIS_BETWEEN) {
                context.commit();
                pace.lastAsked = now;
                fresh = false;
            }
        }
    }
}
