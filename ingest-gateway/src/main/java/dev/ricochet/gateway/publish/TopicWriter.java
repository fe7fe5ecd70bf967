package dev.ricochet.gateway.publish;

import dev.ricochet.kit.trace.Traceparent;
import io.vertx.core.Future;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes records to one topic. */
@FunctionalInterface
public interface TopicWriter<V extends SpecificRecord> {
    /**
     * Never blocks and never fails: what goes wrong is a {@link PublishResult}. The future ends on the Vert.x context of
     * the caller.
     *
     * @param trace put on the record as a header, where there is one
     */
    Future<PublishResult> write(String key, V record, @Nullable Traceparent trace);
}
