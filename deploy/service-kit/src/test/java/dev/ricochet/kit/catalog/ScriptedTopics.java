package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The catalog topics as a consumer that hands out what was put there: first before its first poll, later as it comes. */
final class ScriptedTopics {
    /** When records are written, unless said otherwise. */
    static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    static final List<Topic<?>> ALL = Catalog.TOPICS;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final RecordSerdes serdes;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private Instant now = NOW;

    ScriptedTopics(RecordSerdes serdes) {
        this.serdes = serdes;
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (Topic<?> topic : ALL) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            beginnings.put(partition, 0L);
            ends.put(partition, 0L);
            consumer.updatePartitions(
                    topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, new Node[0], new Node[0])));
        }
        consumer.updateBeginningOffsets(beginnings);
        consumer.updateEndOffsets(ends);
    }

    MockConsumer<byte[], byte[]> consumer() {
        return consumer;
    }

    /** What follows is written then. */
    ScriptedTopics at(Instant time) {
        now = time;
        return this;
    }

    /** A record that is there before the reader comes. */
    <V extends SpecificRecord> ScriptedTopics with(Topic<V> topic, String id, V entry) {
        return withBytes(topic, id, bytes(topic, entry));
    }

    ScriptedTopics without(Topic<?> topic, String id) {
        return withBytes(topic, id, null);
    }

    ScriptedTopics withBytes(Topic<?> topic, String id, byte[] value) {
        ConsumerRecord<byte[], byte[]> next = next(topic, id, value);
        consumer.schedulePollTask(() -> consumer.addRecord(next));
        return this;
    }

    /** A record that comes with the reader's next poll, if there is one; null deletes. */
    <V extends SpecificRecord> void append(Topic<V> topic, String id, V entry) {
        ConsumerRecord<byte[], byte[]> record = next(topic, id, entry == null ? null : bytes(topic, entry));
        consumer.schedulePollTask(() -> consumer.addRecord(record));
    }

    private ConsumerRecord<byte[], byte[]> next(Topic<?> topic, String id, byte[] value) {
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        consumer.updateEndOffsets(ends);
        return new ConsumerRecord<>(
                topic.name(),
                0,
                offset,
                now.toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                id == null ? null : id.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V entry) {
        return serdes.of(topic).serializer().serialize(topic.name(), entry);
    }
}
