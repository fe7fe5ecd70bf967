package dev.ricochet.gateway.lookup;

import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * One page of refusals, newest first over all partitions.
 *
 * @param items may be fewer than asked for although there are more: a page reads only so much
 * @param next where the next page begins; null where there is nothing older
 * @param read records looked at
 */
record RejectedPage(List<RejectedRequest> items, @Nullable Cursor next, int read) {
    private static final ReadBounds BOUNDS = new ReadBounds(20_000, Duration.ofSeconds(5));

    /** Records of different gateways are a little out of order. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    /**
     * What is asked for.
     *
     * @param from the oldest that is wanted, null for all that is kept
     * @param to what is wanted is older; null for now
     */
    record Query(
            Predicate<RejectedRequest> wanted,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable Cursor cursor) {}

    static RejectedPage read(Consumer<byte[], byte[]> consumer, RecordDecoder<RejectedRequest> decoder, Query query) {
        List<BackwardRead> partitions = partitions(consumer, query);
        long deadline = System.nanoTime() + BOUNDS.time().toNanos();
        List<RejectedRequest> items = new ArrayList<>();
        int read = 0;
        BackwardRead newest = newest(partitions, deadline);
        while (newest != null && items.size() < query.limit() && read < BOUNDS.records()) {
            ConsumerRecord<byte[], byte[]> record = newest.peek(deadline);
            newest.take();
            read++;
            RejectedRequest request = record == null ? null : decoded(decoder, record);
            if (request != null && isIn(query, request) && query.wanted().test(request)) {
                items.add(request);
            }
            newest = newest(partitions, deadline);
        }
        boolean more = newest != null || System.nanoTime() > deadline;
        return new RejectedPage(items, more ? cursor(partitions) : null, read);
    }

    private static @Nullable BackwardRead newest(List<BackwardRead> partitions, long deadline) {
        BackwardRead newest = null;
        long time = Long.MIN_VALUE;
        for (BackwardRead partition : partitions) {
            ConsumerRecord<byte[], byte[]> record = partition.peek(deadline);
            if (record != null && (newest == null || record.timestamp() > time)) {
                newest = partition;
                time = record.timestamp();
            }
        }
        return newest;
    }

    private static List<BackwardRead> partitions(Consumer<byte[], byte[]> consumer, Query query) {
        List<TopicPartition> all = consumer.partitionsFor(Topics.REJECTED_REQUESTS.name()).stream()
                .sorted(Comparator.comparingInt(PartitionInfo::partition))
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        Map<TopicPartition, Long> lowest = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(all));
        Map<TopicPartition, Long> from = query.from() == null
                ? lowest
                : offsets(consumer, all, query.from().minus(SLACK), ends);
        Map<TopicPartition, Long> to =
                query.to() == null ? ends : offsets(consumer, all, query.to().plus(SLACK), ends);
        return all.stream()
                .map(partition -> {
                    long below = to.getOrDefault(partition, 0L);
                    Cursor cursor = query.cursor();
                    if (cursor != null) {
                        below = Math.min(below, cursor.below().getOrDefault(partition.partition(), 0L));
                    }
                    long low = Math.max(from.getOrDefault(partition, 0L), lowest.getOrDefault(partition, 0L));
                    return new BackwardRead(consumer, partition, low, Math.max(low, below));
                })
                .toList();
    }

    /** The first offsets at or after a time; the end where there is none. */
    private static Map<TopicPartition, Long> offsets(
            Consumer<?, ?> consumer, List<TopicPartition> all, Instant time, Map<TopicPartition, Long> ends) {
        long millis = Math.max(0, time.toEpochMilli());
        Map<TopicPartition, OffsetAndTimestamp> found =
                consumer.offsetsForTimes(all.stream().collect(Collectors.toMap(key -> key, key -> millis)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        all.forEach(partition -> {
            OffsetAndTimestamp at = found.get(partition);
            offsets.put(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset());
        });
        return offsets;
    }

    private static boolean isIn(Query query, RejectedRequest request) {
        Instant at = request.getRejectedAt();
        return (query.from() == null || !at.isBefore(query.from())) && (query.to() == null || at.isBefore(query.to()));
    }

    private static @Nullable RejectedRequest decoded(
            RecordDecoder<RejectedRequest> decoder, ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : decoder.decode(record.value());
        } catch (SerializationException broken) {
            // One record that nobody can read must not hide all before it.
            return null;
        }
    }

    private static Cursor cursor(List<BackwardRead> partitions) {
        return new Cursor(partitions.stream().collect(Collectors.toMap(BackwardRead::partition, BackwardRead::below)));
    }
}
