package dev.ricochet.attribution.match;

import dev.ricochet.kit.trace.Traceparent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Hands the trace of a postback on as it came: a new step would need a random id, and output has none. */
final class Traces {

    private Traces() {}

    static @Nullable String of(Headers headers) {
        Header trace = headers.lastHeader(Traceparent.HEADER);
        return trace == null || trace.value() == null ? null : new String(trace.value(), StandardCharsets.US_ASCII);
    }

    static Headers headers(@Nullable String traceparent) {
        Headers headers = new RecordHeaders();
        if (traceparent != null) {
            headers.add(Traceparent.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        return headers;
    }
}
