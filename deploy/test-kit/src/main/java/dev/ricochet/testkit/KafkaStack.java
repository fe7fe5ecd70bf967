package dev.ricochet.testkit;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A broker and a registry, ready, with all topics and schemas. */
public final class KafkaStack implements AutoCloseable {

    private final Backend backend;
    private final Admin admin;
    private final TopicCleaner topics;
    private @Nullable RecordSerdes serdes;
    private @Nullable RecordWriter writer;
    private boolean schemasAreRegistered;

    KafkaStack(Backend backend) {
        this.backend = backend;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, backend.bootstrapServers()));
        this.topics = new TopicCleaner(admin);
    }

    public String bootstrapServers() {
        return backend.bootstrapServers();
    }

    public String registryUrl() {
        return backend.registryUrl();
    }

    /** The same for whoever configures a service. */
    public KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers(), registryUrl(), Map.of());
    }

    /** Shared; lives as long as the stack. */
    public Admin admin() {
        return admin;
    }

    public synchronized RecordSerdes serdes() {
        if (serdes == null) {
            serdes = RecordSerdes.connect(registryUrl());
        }
        return serdes;
    }

    /** Creates what topics are missing, with the partitions of one machine, and registers what schemas are. */
    public synchronized void applyTopicsAndSchemas() {
        topics.create();
        if (!schemasAreRegistered) { // nothing removes them
            TestSchemas.register(serdes().registry());
            schemasAreRegistered = true;
        }
    }

    /** Deletes every topic that is not the broker's own, also those of Streams applications, and creates the declared ones. */
    public synchronized void startOver() {
        closeWriter(); // what it knows is of the topics that go
        topics.deleteAll();
        applyTopicsAndSchemas();
    }

    /** A producer of a topic's records with {@code acks=all}. The caller closes it. */
    public <V extends SpecificRecord> KafkaProducer<String, V> producer(Topic<V> topic) {
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.PARTITIONER_CLASS_CONFIG,
                ClickPartitioner.class);
        return new KafkaProducer<>(
                config, new StringSerializer(), serdes().of(topic).serializer());
    }

    /** Writes one record and returns when the broker has it. For many records take a {@link #producer}. */
    public <V extends SpecificRecord> void send(Topic<V> topic, String key, @Nullable V value) {
        writer().send(topic, key, value, null);
    }

    /** The same with the record's time. */
    public <V extends SpecificRecord> void send(Topic<V> topic, String key, @Nullable V value, Instant time) {
        writer().send(topic, key, value, time);
    }

    /** All committed records of the topic up to now, in the order of each partition. */
    public <V extends SpecificRecord> List<ConsumerRecord<String, V>> consumeAll(Topic<V> topic) {
        try (TopicReading<V> reading = new TopicReading<>(this, topic)) {
            return reading.untilEnd();
        }
    }

    /** Reads from the beginning until what was read is enough; fails after 60 s and shows what there was. */
    public <V extends SpecificRecord> List<ConsumerRecord<String, V>> awaitRecords(
            Topic<V> topic, Predicate<List<ConsumerRecord<String, V>>> enough) {
        try (TopicReading<V> reading = new TopicReading<>(this, topic)) {
            return reading.until(enough);
        }
    }

    /** Waits for that many records or more. */
    public <V extends SpecificRecord> List<ConsumerRecord<String, V>> awaitRecords(Topic<V> topic, int count) {
        return awaitRecords(topic, records -> records.size() >= count);
    }

    /** Waits for a record of that kind and returns the first. */
    public <V extends SpecificRecord> V awaitRecord(Topic<V> topic, Predicate<V> wanted) {
        return awaitRecords(topic, records -> values(records).stream().anyMatch(wanted)).stream()
                .map(ConsumerRecord::value)
                .filter(value -> value != null && wanted.test(value))
                .findFirst()
                .orElseThrow();
    }

    private synchronized RecordWriter writer() {
        if (writer == null) {
            writer = new RecordWriter(this);
        }
        return writer;
    }

    private synchronized void closeWriter() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    @Override
    public void close() {
        closeWriter();
        admin.close();
        backend.close();
    }

    private static <V> List<V> values(List<ConsumerRecord<String, V>> records) {
        return records.stream()
                .map(ConsumerRecord::value)
                .filter(java.util.Objects::nonNull)
                .toList();
    }
}
