package dev.ricochet.sink.planner;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Commits for the sake of one task's offers, which dispatchers see with the commit and not before. Conversions come together, as settle has
 * committed them, so what they become is committed together too, soon after; a commit at fixed times of its own would let them wait for
 * half of the time between two.
 *
 * <p>A commit holds up the thread, and on a busy machine for long. So the thread works at least as long as the last one took before it
 * asks for another. A commit is one of all tasks of a thread, so they share what is known of it.
 */
final class OfferPace {

    /** For so long the rest of what came together is waited for. */
    private static final Duration LOOKS_EVERY = Duration.ofMillis(10);

    private static final long SHORTEST_WORK_MILLIS = 15;

    private static final ThreadLocal<OfThread> OF_THREAD = ThreadLocal.withInitial(OfThread::new);

    private final ProcessingContext context;
    private final OfThread thread;
    private @Nullable Cancellable looks;

    /** Made on the task's thread. */
    OfferPace(ProcessingContext context) {
        this(context, OF_THREAD.get());
    }

    OfferPace(ProcessingContext context, OfThread thread) {
        this.context = context;
        this.thread = thread;
    }

    /** What the tasks of a thread share. Times are milliseconds of the machine's clock. */
    static final class OfThread {
        private boolean hasOffers;
        private @Nullable OfferPace asker;
        private long askedAt;
        private long worksUntil;
    }

    /** Something waits for a commit. */
    void offered() {
        thread.hasOffers = true;
        if (looks == null) { // not for ever: whatever a timer does is committed too, and an idle task needs no commits
            looks = context.schedule(LOOKS_EVERY, PunctuationType.WALL_CLOCK_TIME, this::look);
        }
    }

    /** The task leaves the thread. */
    void close() {
        if (thread.asker == this) {
            thread.asker = null;
        }
    }

    private void look(long now) {
        if (thread.asker == this) { // the commit that it has asked for is over
            thread.asker = null;
            thread.worksUntil = now + Math.max(SHORTEST_WORK_MILLIS, now - thread.askedAt);
        }
        if (!thread.hasOffers) {
            stopLooking();
        } else if (thread.asker == null && now >= thread.worksUntil) {
            thread.hasOffers = false;
            thread.asker = this;
            thread.askedAt = now;
            context.commit();
        }
    }

    private void stopLooking() {
        if (looks != null) {
            looks.cancel();
            looks = null;
        }
    }
}
