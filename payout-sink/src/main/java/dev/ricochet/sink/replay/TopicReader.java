package dev.ricochet.sink.replay;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a stretch of a topic, as it is committed when the reading begins. Blocks; for worker threads. */
public final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection kafka;
    private final RecordSerdes serdes;

    public TopicReader(KafkaConnection kafka) {
        this.kafka = kafka;
        this.serdes = kafka.serdes();
    }

    /**
     * How far a reading came.
     *
     * @param complete whether the end was reached; else the time was over, or the reader had enough
     * @param position where another goes on
     */
    public record Reading(boolean complete, Position position) {}

    /**
     * Hands on every record that was written since.
     *
     * @param key reads only the partition in which its records lie; null: all
     * @param patience after which the reading ends as it stands
     * @param each says whether to go on
     */
    public <V extends SpecificRecord> Reading read(
            Topic<V> topic, @Nullable String key, Instant since, Duration patience, Predicate<V> each) {
        return read(topic, key, (consumer, partitions) -> seek(consumer, partitions, since), patience, each);
    }

    /** The same from where another reading ended, in all partitions. */
    public <V extends SpecificRecord> Reading readOn(
            Topic<V> topic, Position from, Duration patience, Predicate<V> each) {
        return read(topic, null, (consumer, partitions) -> seek(consumer, partitions, from), patience, each);
    }

    /** Where a reading begins. */
    private interface Start {
        void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions);
    }

    private <V extends SpecificRecord> Reading read(
            Topic<V> topic, @Nullable String key, Start start, Duration patience, Predicate<V> each) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                config(), new StringDeserializer(), serdes.of(topic).deserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic.name(), key);
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            start.seek(consumer, partitions);
            Map<Integer, Long> next = new HashMap<>();
            partitions.forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
            while (!reached(consumer, ends)) {
                if (System.nanoTime() - deadline > 0) {
                    return new Reading(false, new Position(next));
                }
                for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
                    next.put(record.partition(), record.offset() + 1);
                    if (record.value() != null && !each.test(record.value())) {
                        return new Reading(false, new Position(next));
                    }
                }
            }
            return new Reading(true, new Position(next));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic, @Nullable String key) {
        List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (key == null) {
            return all;
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return List.of(new TopicPartition(topic, ClickPartitioner.partitionOf(topic, bytes, all.size())));
    }

    private static void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Instant since) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, since.toEpochMilli())));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    /** A partition that the position does not name was not there then, and is read from its beginning. */
    private static void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, Position from) {
        for (TopicPartition partition : partitions) {
            Long next = from.next().get(partition.partition());
            if (next == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, next);
            }
        }
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Map<String, Object> config() {
        Map<String, Object> config = kafka.base("ricochet-sink-reads");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }
}
