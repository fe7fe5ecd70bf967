package dev.ricochet.local.scan;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.stack.ContractUnmet;
import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordFormatException;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads whole topics, or what was written to them since some time, and ends where they end when it starts. */
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConnection kafka;
    private final RecordSerdes serdes;
    private final @Nullable Consumer<Unreadable> unreadable;

    /** Ends with a {@link RecordFormatException} at a record that cannot be read. */
    public TopicScan(KafkaConnection kafka) {
        this(kafka, null);
    }

    /** Passes over records that cannot be read, and tells of each. */
    public TopicScan(KafkaConnection kafka, @Nullable Consumer<Unreadable> unreadable) {
        this.kafka = kafka;
        this.serdes = kafka.serdes();
        this.unreadable = unreadable;
    }

    /** Hands every record written since (null: ever) to {@code each}; tombstones come with a null value. */
    public <V extends SpecificRecord> void forEach(
            Topic<V> topic, @Nullable Instant since, Consumer<ConsumerRecord<String, V>> each) {
        scan(topic, since, null, record -> {
            each.accept(record);
            return true;
        });
    }

    /** The first value since some time that is meant; reads no further once it is found. */
    public <V extends SpecificRecord> Optional<V> first(Topic<V> topic, Instant since, Predicate<V> meant) {
        List<V> found = new ArrayList<>(1);
        scan(topic, since, null, record -> {
            if (record.value() != null && meant.test(record.value())) {
                found.add(record.value());
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** Every value under a key since some time, in order; reads that key's partition only. */
    public <V extends SpecificRecord> List<V> under(Topic<V> topic, String key, Instant since) {
        List<V> found = new ArrayList<>();
        scan(topic, since, key, record -> {
            if (key.equals(record.key()) && record.value() != null) {
                found.add(record.value());
            }
            return true;
        });
        return found;
    }

    private <V extends SpecificRecord> void scan(
            Topic<V> topic, @Nullable Instant since, @Nullable String key, Predicate<ConsumerRecord<String, V>> each) {
        RecordDecoder<V> decoder = serdes.decoder(topic);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic.name(), key);
            // Assigned first: a consumer remembers the ends only of what is assigned to it.
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, since);
            while (!reached(consumer, ends)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    ConsumerRecord<String, V> read = read(record, decoder);
                    if (read != null && !each.test(read)) {
                        return;
                    }
                }
            }
        }
    }

    /** Null where it cannot be read, and that is passed over. */
    private <V extends SpecificRecord> @Nullable ConsumerRecord<String, V> read(
            ConsumerRecord<String, byte[]> record, RecordDecoder<V> decoder) {
        V value = null;
        try {
            value = record.value() == null ? null : decoder.decode(record);
        } catch (RecordFormatException broken) {
            if (unreadable == null) {
                throw broken;
            }
            unreadable.accept(new Unreadable(
                    record.topic(), record.partition(), record.offset(), String.valueOf(broken.getMessage())));
            return null;
        }
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                value,
                record.headers(),
                record.leaderEpoch());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic, @Nullable String key) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new ContractUnmet(
                    "topic " + topic + " does not exist: create it with `deploy/ricochet topics apply`");
        }
        if (key != null) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            return List.of(new TopicPartition(topic, ClickPartitioner.partitionOf(topic, bytes, known.size())));
        }
        return known.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions, @Nullable Instant since) {
        consumer.seekToBeginning(partitions);
        if (since == null) {
            return;
        }
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

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>(kafka.base("ricochet-scan"));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // At the end of a topic a fetch waits for more; what is wanted has long been written.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }
}
