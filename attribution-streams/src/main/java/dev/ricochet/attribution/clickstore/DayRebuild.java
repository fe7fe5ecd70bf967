package dev.ricochet.attribution.clickstore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the segment of one day again from the topic, on a thread of its own: the task goes on with all other days, and
 * puts what is new of this day beside it. A click that both put is the same click.
 */
final class DayRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(DayRebuild.class);

    private final Segment segment;
    private final SegmentRange range;
    private final ClickHistory history;
    private final SegmentBatch batch = new SegmentBatch();
    private final Thread thread;
    private volatile boolean cancelled;
    private volatile boolean done;
    private volatile @Nullable RuntimeException failure;
    private long clicks;
    private long sequence;

    private DayRebuild(Segment segment, SegmentRange range, ClickHistory history) {
        this.segment = segment;
        this.range = range;
        this.history = history;
        this.thread = new Thread(this::run, "click-rebuild-" + segment.day());
        thread.setDaemon(true);
    }

    static DayRebuild start(Segment segment, SegmentRange range, ClickHistory history) {
        DayRebuild rebuild = new DayRebuild(segment, range, history);
        rebuild.thread.start();
        return rebuild;
    }

    /**
     * True once all clicks of the day are there again, on disk.
     *
     * @throws RuntimeException why it cannot go on
     */
    boolean isDone() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return done;
    }

    /** The sequence number that the segment had reached on disk. */
    long sequence() {
        return sequence;
    }

    /** Stops soon. */
    void cancel() {
        cancelled = true;
    }

    private void run() {
        long start = System.nanoTime();
        try {
            history.read(range.from(), range.to(), new Reader());
            if (cancelled || !segment.write(batch)) {
                return;
            }
            sequence = segment.sequence();
            segment.flush();
            done = true;
            LOG.atInfo()
                    .addKeyValue("day", segment.day())
                    .addKeyValue("from_offset", range.from())
                    .addKeyValue("clicks", clicks)
                    .addKeyValue("took_ms", (System.nanoTime() - start) / 1_000_000)
                    .log("click segment rebuilt");
        } catch (RuntimeException failed) {
            failure = failed;
        }
    }

    private final class Reader implements ClickHistory.Reader {

        @Override
        public void record(byte[] key, byte[] value) {
            ClickKey click = ClickKey.ofOrNull(key);
            if (click == null || value == null || click.day() != segment.day()) {
                return;
            }
            clicks++;
            batch.put(click, value);
            if (batch.count() >= Segment.BATCH && !segment.write(batch)) {
                cancelled = true;
            }
        }

        @Override
        public boolean goesOn() {
            return !cancelled;
        }
    }
}
