package dev.ricochet.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.metrics.RecordMeters;
import dev.ricochet.gateway.publish.PublishResult.Failed;
import dev.ricochet.gateway.publish.PublishResult.NotTaken;
import dev.ricochet.kit.trace.Traceparent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes to one topic through the shared producer. Safe for use by all event loops. */
final class KafkaTopicWriter<V extends SpecificRecord> implements TopicWriter<V> {
    /** What a batch adds to key and value: record header, timestamps, our one header. */
    private static final int RECORD_OVERHEAD_BYTES = 160;

    private final Vertx vertx;
    private final Producer<byte[], byte[]> producer;
    private final InFlightBytes inFlight;
    private final String topic;
    private final Serializer<V> serializer;
    private final RecordMeters meters;

    KafkaTopicWriter(
            Vertx vertx,
            Producer<byte[], byte[]> producer,
            InFlightBytes inFlight,
            String topic,
            Serializer<V> serializer,
            RecordMeters meters) {
        this.vertx = vertx;
        this.producer = producer;
        this.inFlight = inFlight;
        this.topic = topic;
        this.serializer = serializer;
        this.meters = meters;
    }

    @Override
    public Future<PublishResult> write(String key, V record, @Nullable Traceparent trace) {
        byte[] keyBytes = key.getBytes(UTF_8);
        byte[] value = serializer.serialize(topic, record);
        long bytes = (long) keyBytes.length + value.length + RECORD_OVERHEAD_BYTES;
        if (!inFlight.tryTake(bytes)) {
            meters.notTaken();
            return Future.succeededFuture(
                    new NotTaken(inFlight.most() + " bytes wait for Kafka's acknowledgement already"));
        }
        ProducerRecord<byte[], byte[]> outgoing = new ProducerRecord<>(topic, keyBytes, value);
        if (trace != null) {
            trace.writeTo(outgoing.headers());
        }
        return send(outgoing, bytes);
    }

    private Future<PublishResult> send(ProducerRecord<byte[], byte[]> outgoing, long bytes) {
        Context context = vertx.getOrCreateContext();
        Thread caller = Thread.currentThread();
        long start = System.nanoTime();
        Promise<PublishResult> promise = Promise.promise();
        try {
            var unused = producer.send(outgoing, (metadata, failure) -> {
                inFlight.giveBack(bytes);
                if (Thread.currentThread().equals(caller)) {
                    // Only what the producer did not even accept is reported from within send.
                    promise.complete(notTaken(failure));
                } else {
                    PublishResult result = failure == null ? durable(start) : failed(failure);
                    context.runOnContext(nothing -> promise.complete(result));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            inFlight.giveBack(bytes);
            promise.tryComplete(notTaken(e));
        }
        return promise.future();
    }

    private PublishResult durable(long start) {
        meters.durable(System.nanoTime() - start);
        return PublishResult.DURABLE;
    }

    private PublishResult failed(Exception failure) {
        meters.failed();
        return new Failed(failure.toString());
    }

    private PublishResult notTaken(@Nullable Exception failure) {
        meters.notTaken();
        return new NotTaken(String.valueOf(failure));
    }
}
