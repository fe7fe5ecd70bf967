package dev.ricochet.gateway.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Looks for the first record of a key, forward from a time. */
final class KeyRead {
    private static final Duration POLL = Duration.ofMillis(100);

    private KeyRead() {}

    /** What a read found. */
    sealed interface Result {
        record Found(ConsumerRecord<byte[], byte[]> record) implements Result {}

        /** Not before the end that the partition had when the read began. */
        record NotThere(int records) implements Result {}

        /** Not in what the bounds let it read. */
        record CutShort(int records) implements Result {}
    }

    static Result first(Consumer<byte[], byte[]> consumer, String topic, String key, Instant since, ReadBounds bounds) {
        TopicPartition partition = TopicReads.partitionOf(consumer, topic, key);
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long start = startOf(consumer, partition, since, end);
        if (start >= end) {
            return new Result.NotThere(0);
        }
        consumer.seek(partition, start);
        byte[] wanted = key.getBytes(UTF_8);
        long deadline = System.nanoTime() + bounds.time().toNanos();
        int read = 0;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read++;
                if (record.value() != null && Arrays.equals(record.key(), wanted)) {
                    return new Result.Found(record);
                }
            }
            if (read >= bounds.records() || System.nanoTime() > deadline) {
                return new Result.CutShort(read);
            }
        }
        return new Result.NotThere(read);
    }

    private static long startOf(Consumer<?, ?> consumer, TopicPartition partition, Instant since, long end) {
        Map<TopicPartition, OffsetAndTimestamp> offsets =
                consumer.offsetsForTimes(Map.of(partition, Math.max(0, since.toEpochMilli())));
        OffsetAndTimestamp found = offsets.get(partition);
        return found == null ? end : found.offset();
    }
}
