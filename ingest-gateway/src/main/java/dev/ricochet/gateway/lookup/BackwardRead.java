package dev.ricochet.gateway.lookup;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One partition from its newest record to its oldest. Kafka reads forward only, so it takes a piece at a time. */
final class BackwardRead {
    private static final int PIECE = 250;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long lowest;
    private final Deque<ConsumerRecord<byte[], byte[]>> newestFirst = new ArrayDeque<>();
    private long unread;
    private long below;

    /**
     * @param lowest offset of the oldest record that is wanted
     * @param below offset after the newest
     */
    BackwardRead(Consumer<byte[], byte[]> consumer, TopicPartition partition, long lowest, long below) {
        this.consumer = consumer;
        this.partition = partition;
        this.lowest = lowest;
        this.unread = below;
        this.below = below;
    }

    int partition() {
        return partition.partition();
    }

    /** Where a later read has to begin to go on after what was taken; the lowest offset if nothing is left. */
    long below() {
        return below;
    }

    /** The newest record not taken yet; null if there is none. */
    @Nullable ConsumerRecord<byte[], byte[]> peek(long deadlineNanos) {
        while (newestFirst.isEmpty() && unread > lowest && System.nanoTime() < deadlineNanos) {
            fill(deadlineNanos);
        }
        if (newestFirst.isEmpty() && unread <= lowest) {
            below = lowest;
        }
        return newestFirst.peekFirst();
    }

    void take() {
        below = newestFirst.removeFirst().offset();
    }

    private void fill(long deadlineNanos) {
        long start = Math.max(lowest, unread - PIECE);
        consumer.assign(List.of(partition));
        consumer.seek(partition, start);
        Deque<ConsumerRecord<byte[], byte[]>> piece = new ArrayDeque<>();
        while (consumer.position(partition) < unread) {
            if (System.nanoTime() > deadlineNanos) {
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() < unread) {
                    piece.addFirst(record);
                }
            }
        }
        newestFirst.addAll(piece);
        unread = start;
        below = Math.min(below, piece.isEmpty() ? start : below);
    }
}
