package dev.ricochet.gateway.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Looks for the records of a key, forward from a time. */
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
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Result end = read(consumer, topic, key, since, bounds, record -> {
            found.add(record);
            return false;
        });
        return found.isEmpty() ? end : new Result.Found(found.get(0));
    }

    /** All of them, as far as the bounds let it read; the last write of the partition's end is not waited for. */
    static List<ConsumerRecord<byte[], byte[]>> all(
            Consumer<byte[], byte[]> consumer, String topic, String key, Instant since, ReadBounds bounds) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        var unused = read(consumer, topic, key, since, bounds, found::add);
        return found;
    }

    /** @param listener tells whether it wants more */
    private static Result read(
            Consumer<byte[], byte[]> consumer,
            String topic,
            String key,
            Instant since,
            ReadBounds bounds,
            Predicate<ConsumerRecord<byte[], byte[]>> listener) {
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
                boolean isWanted = record.value() != null && Arrays.equals(record.key(), wanted);
                if (isWanted && !listener.test(record)) {
                    return new Result.NotThere(read);
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
