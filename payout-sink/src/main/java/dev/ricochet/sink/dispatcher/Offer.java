package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordFormatException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * An offer that was taken: what must be known of it before its turn, and the bytes that it came in. Thousands wait in the lanes of a busy
 * process, each a few objects that way and not some dozens; what is made when its turn comes is gone again soon after.
 */
final class Offer {

    private final String deliveryId;
    private final String endpointId;
    private final Instant end;
    private final Headers headers;
    private final byte[] value;
    private final RecordDecoder<DueDelivery> decoder;

    private Offer(DueDelivery due, Instant end, Headers headers, byte[] value, RecordDecoder<DueDelivery> decoder) {
        this.deliveryId = due.getDeliveryId();
        this.endpointId = due.getEndpointId();
        this.end = end;
        this.headers = headers;
        this.value = value;
        this.decoder = decoder;
    }

    /** Reads it once, so that it can be read again; throws as the decoder does. */
    static Offer of(ConsumerRecord<String, byte[]> record, RecordDecoder<DueDelivery> decoder, OfferLease lease) {
        if (record.value() == null) {
            throw new RecordFormatException("the record of " + record.topic() + " at partition " + record.partition()
                    + ", offset " + record.offset() + " has no value");
        }
        DueDelivery due = decoder.decode(record);
        // As it comes, a header is a view of all that was fetched with it, and would keep that in memory.
        Headers own = new RecordHeaders();
        record.headers().forEach(header -> own.add(header.key(), header.value()));
        return new Offer(due, lease.end(due), own, record.value(), decoder);
    }

    String deliveryId() {
        return deliveryId;
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
