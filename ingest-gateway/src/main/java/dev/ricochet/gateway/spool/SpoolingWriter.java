package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.metrics.RecordMeters;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.RecordEncoder;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.kit.trace.Traceparent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes to one topic, by way of the spool where Kafka does not take records in time. Safe for use by all event loops. */
final class SpoolingWriter<V extends SpecificRecord> implements TopicWriter<V> {
    private final Vertx vertx;
    private final RecordEncoder<V> encoder;
    private final Handover.Roads roads;
    private final Patience patience;
    private final RecordMeters meters;

    SpoolingWriter(
            Vertx vertx, RecordEncoder<V> encoder, Handover.Roads roads, Patience patience, RecordMeters meters) {
        this.vertx = vertx;
        this.encoder = encoder;
        this.roads = roads;
        this.patience = patience;
        this.meters = meters;
    }

    @Override
    public Future<PublishResult> write(String key, V record, @Nullable Traceparent trace) {
        Context context = vertx.getOrCreateContext();
        Thread caller = Thread.currentThread();
        Promise<PublishResult> promise = Promise.promise();
        Handover handover = new Handover(encoder.encode(key, record, trace), roads, meters, result -> {
            if (Thread.currentThread().equals(caller)) {
                promise.complete(result);
            } else {
                context.runOnContext(nothing -> promise.complete(result));
            }
        });
        if (handover.begin()) {
            patience.add(handover);
        }
        return promise.future();
    }
}
