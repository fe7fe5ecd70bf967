package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.serde.RecordDecoder;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * An offer that was taken: what must be known of it before its turn, and the bytes that it came in. Thousands wait in the lanes of a busy
 * process, and a tenth of the memory holds them so; what is made when their turn comes is gone again soon after.
 */
final class Offer {

    private final String endpointId;
    private final Instant end;
    private final Headers headers;
    private final byte[] value;
    private final RecordDecoder<DueDelivery> decoder;

    private Offer(String endpointId, Instant end, Headers headers, byte[] value, RecordDecoder<DueDelivery> decoder) {
        this.endpointId = endpointId;
        this.end = end;
        this.headers = headers;
        this.value = value;
        this.decoder = decoder;
    }

    /** Reads it once, so that it can be read again; throws as the decoder does. */
    static Offer of(ConsumerRecord<String, byte[]> record, RecordDecoder<DueDelivery> decoder, OfferLease lease) {
        DueDelivery due = decoder.decode(record);
        return new Offer(due.getEndpointId(), lease.end(due), record.headers(), record.value(), decoder);
    }

    String endpointId() {
        return endpointId;
    }

    /** When the planner offers the attempt again. */
    Instant end() {
        return end;
    }

    Headers headers() {
        return headers;
    }

    DueDelivery read() {
        return decoder.decode(value);
    }
}
