package dev.ricochet.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.kit.trace.Traceparent;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Turns a record into what goes over the wire, or to disk and over the wire later: the bytes are the same. */
public final class RecordEncoder<V extends SpecificRecord> {
    private final String topic;
    private final Serializer<V> serializer;
    private final InstantSource clock;

    RecordEncoder(String topic, Serializer<V> serializer, InstantSource clock) {
        this.topic = topic;
        this.serializer = serializer;
        this.clock = clock;
    }

    /** The record's timestamp is the present: it tells when the record was accepted, however late Kafka gets it. */
    public ProducerRecord<byte[], byte[]> encode(String key, V record, @Nullable Traceparent trace) {
        ProducerRecord<byte[], byte[]> outgoing = new ProducerRecord<>(
                topic, null, clock.millis(), key.getBytes(UTF_8), serializer.serialize(topic, record));
        if (trace != null) {
            trace.writeTo(outgoing.headers());
        }
        return outgoing;
    }
}
