package dev.ricochet.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.admin.Decision.Write;
import dev.ricochet.kit.catalog.CatalogFence;
import dev.ricochet.kit.catalog.form.Kind;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.event.AuditEvent;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Opens producers of which only the newest in the cluster can commit. */
final class Fences {
    private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 8_000;
    private static final int BLOCK_MILLIS = 8_000;

    /** A gateway that dies in between holds readers of the catalog up for so long, at most. */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Map<String, Object> config;
    private final Map<String, Serializer<SpecificRecord>> serializers = new HashMap<>();

    Fences(KafkaConnection kafka, String service) {
        config = new HashMap<>(kafka.producer(service + "-catalog-changes"));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, CatalogFence.TRANSACTIONAL_ID);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        RecordSerdes serdes = kafka.serdes();
        Kind.ALL.forEach(kind -> addSerializer(serdes, kind.topic()));
        addSerializer(serdes, Topics.AUDIT);
    }

    /** From here on no other gateway commits what it began before. */
    Fence open() {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        Fence fence = new Fence(producer);
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            fence.close();
            throw e;
        }
        return fence;
    }

    /** For one change. */
    final class Fence implements AutoCloseable {
        private final Producer<byte[], byte[]> producer;

        private Fence(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        /** Writes entry and audit event; nobody sees them before {@link #commit}. Returns the entry's offset. */
        long write(Write write) throws InterruptedException, ExecutionException {
            AuditEvent audit = write.audit();
            producer.beginTransaction();
            Future<RecordMetadata> entry = send(write.topic(), write.id(), write.entry());
            Future<RecordMetadata> event = send(Topics.AUDIT.name(), audit.getKind() + "/" + audit.getId(), audit);
            producer.flush();
            event.get();
            return entry.get().offset();
        }

        void commit() {
            producer.commitTransaction();
        }

        /** What was not committed is undone. */
        @Override
        public void close() {
            producer.close(CLOSE_WITHIN);
        }

        private Future<RecordMetadata> send(String topic, String key, @Nullable SpecificRecord value) {
            Serializer<SpecificRecord> serializer = serializers.get(topic);
            if (serializer == null) {
                throw new IllegalStateException("no serializer for " + topic);
            }
            byte[] bytes = value == null ? null : serializer.serialize(topic, value);
            return producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes));
        }
    }

    @SuppressWarnings("unchecked") // Each topic's serializer only meets records of its own topic.
    private <V extends SpecificRecord> void addSerializer(RecordSerdes serdes, Topic<V> topic) {
        serializers.put(topic.name(), (Serializer<SpecificRecord>)
                (Serializer<?>) serdes.of(topic).serializer());
    }
}
