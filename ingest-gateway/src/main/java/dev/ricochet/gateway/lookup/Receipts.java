package dev.ricochet.gateway.lookup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.gateway.lookup.ReceiptState.Ended;
import dev.ricochet.gateway.lookup.ReceiptState.NotFoundInBounds;
import dev.ricochet.gateway.lookup.ReceiptState.Pending;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What became of a receipt, by settle's outcome. */
public final class Receipts implements ReceiptBook {
    /** The clocks of gateways and brokers may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final ReadBounds FOR_STAFF = new ReadBounds(2_000_000, Duration.ofSeconds(10));

    // The time from which to read is in the id, and whoever asks can invent one.
    private static final ReadBounds FOR_CALLERS = new ReadBounds(100_000, Duration.ofSeconds(1));

    private static final Set<String> PUBLIC = Set.of(
            "receipt_id",
            "state",
            "note",
            "public_reason",
            "received_at",
            "advertiser_id",
            "offer_id",
            "click_id",
            "order_id",
            "goal",
            "conversion_id",
            "conversion_version",
            "original_receipt_id");

    private final TopicReads reads;
    private final ReadBounds bounds;
    private final RecordDecoder<PostbackOutcome> decoder;

    private Receipts(TopicReads reads, ReadBounds bounds) {
        this.reads = reads;
        this.bounds = bounds;
        this.decoder = reads.serdes().decoder(Topics.POSTBACK_OUTCOMES);
    }

    /** For the network's own staff, who may look far back. */
    public static Receipts forStaff(TopicReads reads) {
        return new Receipts(reads, FOR_STAFF);
    }

    /** For the public port. */
    public static Receipts forCallers(TopicReads reads) {
        return new Receipts(reads, FOR_CALLERS);
    }

    @Override
    public Future<ReceiptState> state(ReceiptId receipt, Instant since) {
        return reads.ask(consumer -> {
            KeyRead.Result result = KeyRead.first(
                    consumer, Topics.POSTBACK_OUTCOMES.name(), receipt.text(), since.minus(SLACK), bounds);
            if (result instanceof KeyRead.Result.Found found) {
                return new Ended(decoder.decode(found.record().value()));
            }
            return result instanceof KeyRead.Result.CutShort cut ? new NotFoundInBounds(cut.records()) : new Pending();
        });
    }

    /**
     * The state as advertisers are answered. Who earns by it is between the network and its affiliate; by which rule, at what
     * measure and against what threshold would teach whoever asks to stay just below it.
     */
    static Map<String, Object> publicJson(ReceiptId receipt, ReceiptState state) {
        Map<String, Object> json = json(receipt, state);
        json.keySet().retainAll(PUBLIC);
        return json;
    }

    /** The state as the network's own staff are answered. */
    static Map<String, Object> json(ReceiptId receipt, ReceiptState state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("receipt_id", receipt.text());
        if (state instanceof Ended ended) {
            ObjectNode outcome = AvroJson.of(ended.outcome());
            json.put("state", outcome.remove("outcome"));
            outcome.remove("receipt_id");
            outcome.properties().forEach(field -> json.put(field.getKey(), field.getValue()));
        } else if (state instanceof NotFoundInBounds bounded) {
            json.put("state", "unknown");
            json.put("note", "not among " + bounded.records() + " outcomes, which is as far as one question reads");
        } else {
            json.put("state", "pending");
        }
        return json;
    }
}
