package dev.ricochet.testkit;

import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.topic.Topic;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes single records to any topic, each acknowledged before the next. */
final class RecordWriter implements AutoCloseable {

    private final KafkaStack stack;
    private final KafkaProducer<String, byte[]> producer;

    RecordWriter(KafkaStack stack) {
        this.stack = stack;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.PARTITIONER_CLASS_CONFIG,
                        ClickPartitioner.class),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    <V extends SpecificRecord> void send(Topic<V> topic, String key, @Nullable V value, @Nullable Instant time) {
        Long timestamp = time == null ? null : time.toEpochMilli();
        byte[] bytes = stack.serdes().of(topic).serializer().serialize(topic.name(), value);
        try {
            producer.send(new ProducerRecord<>(topic.name(), null, timestamp, key, bytes))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to " + topic.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic.name(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
