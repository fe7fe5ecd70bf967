package dev.ricochet.bench.streams;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts records of stores whose restoration has ended, and takes the time from the first beginning to the last end. */
final class RestoredRecords implements StateRestoreListener {

    private final AtomicLong began = new AtomicLong();
    private final AtomicLong endedAt = new AtomicLong();
    private final AtomicLong records = new AtomicLong();

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        began.compareAndSet(0, System.nanoTime());
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long to, long restored) {
        // What counts is a store that can answer.
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long restored) {
        endedAt.set(System.nanoTime());
        records.addAndGet(restored);
    }

    long ended() {
        return records.get();
    }

    double perSecond() {
        return records.get() / ((endedAt.get() - began.get()) / 1e9);
    }
}
