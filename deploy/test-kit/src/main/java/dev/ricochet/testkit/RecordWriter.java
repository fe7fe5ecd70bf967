package dev.ricochet.testkit;

import dev.ricochet.schemas.topic.Topic;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes single records, each with a producer of its own: slow, and without anything to close. */
final class RecordWriter<V extends SpecificRecord> {

    private final KafkaStack stack;
    private final Topic<V> topic;

    RecordWriter(KafkaStack stack, Topic<V> topic) {
        this.stack = stack;
        this.topic = topic;
    }

    void send(String key, @Nullable V value, @Nullable Instant time) {
        Long timestamp = time == null ? null : time.toEpochMilli();
        try (KafkaProducer<String, V> producer = stack.producer(topic)) {
            producer.send(new ProducerRecord<>(topic.name(), null, timestamp, key, value))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to " + topic.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + topic.name(), e);
        }
    }
}
