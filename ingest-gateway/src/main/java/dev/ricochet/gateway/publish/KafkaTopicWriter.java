package dev.ricochet.gateway.publish;

import dev.ricochet.gateway.metrics.RecordMeters;
import dev.ricochet.kit.trace.Traceparent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes to one topic through the shared producer, and nowhere else. Safe for use by all event loops. */
final class KafkaTopicWriter<V extends SpecificRecord> implements TopicWriter<V> {
    private final Vertx vertx;
    private final KafkaSender sender;
    private final RecordEncoder<V> encoder;
    private final RecordMeters meters;

    KafkaTopicWriter(Vertx vertx, KafkaSender sender, RecordEncoder<V> encoder, RecordMeters meters) {
        this.vertx = vertx;
        this.sender = sender;
        this.encoder = encoder;
        this.meters = meters;
    }

    @Override
    public Future<PublishResult> write(String key, V record, @Nullable Traceparent trace) {
        Context context = vertx.getOrCreateContext();
        Thread caller = Thread.currentThread();
        long start = System.nanoTime();
        Promise<PublishResult> promise = Promise.promise();
        sender.send(encoder.encode(key, record, trace), result -> {
            RecordCount.count(result, System.nanoTime() - start, meters);
            if (Thread.currentThread().equals(caller)) {
                promise.complete(result);
            } else {
                context.runOnContext(nothing -> promise.complete(result));
            }
        });
        return promise.future();
    }
}
