package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.dedupe.OrderMemory;
import dev.ricochet.attribution.settle.outcome.Outcomes;
import dev.ricochet.attribution.settle.reception.Reception;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleOrder;
import dev.ricochet.schemas.state.SettleReceipt;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The first hop, keyed by settlement key: drops second copies and does what {@link Reception} decides. */
final class NamingProcessor implements Processor<String, MatchedPostback, String, SpecificRecord> {

    /** match can repeat itself as long as it can read postbacks again, and a day for clocks that differ. */
    private static final Duration SECOND_COPIES_COME_FOR =
            Objects.requireNonNull(Topics.POSTBACKS.retention()).plusDays(1);

    private final Supplier<Catalog> catalog;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, SpecificRecord> context;

    @SuppressWarnings("NullAway.Init")
    private OpenShelf<SettleOrder> orders;

    @SuppressWarnings("NullAway.Init")
    private OpenShelf<SettleReceipt> receipts;

    @SuppressWarnings("NullAway.Init")
    private OpenShelf<SettleClaim> claims;

    private List<Sweeper<?>> sweepers = List.of();

    NamingProcessor(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        orders = Shelf.ORDERS.open(context);
        receipts = Shelf.RECEIPTS.open(context);
        claims = Shelf.ORDER_CLAIMS.open(context);
        sweepers = List.of(
                Sweeper.start(Shelf.ORDERS, context),
                Sweeper.start(Shelf.RECEIPTS, context),
                Sweeper.start(Shelf.ORDER_CLAIMS, context));
    }

    @Override
    public void process(Record<String, MatchedPostback> record) {
        CommitPace.processed(record.timestamp(), context);
        Postback postback = record.value().getPostback();
        sweepers.forEach(sweeper -> sweeper.saw(postback.getReceivedAt()));
        String key = Objects.requireNonNull(record.key(), "matched postbacks are keyed by their order");
        OrderMemory order = new OrderMemory(orders.get(key), id -> receipts.get(id) != null, claims::get);
        if (order.hasTaken(postback.getReceiptId())) {
            return;
        }
        // Decided before anything is noted: a record that fails here goes to the dead letters, and when it is driven
        // again it is no second copy.
        Reception reception = Reception.of(record.value(), catalog.get(), order);
        Instant until = postback.getReceivedAt().plus(SECOND_COPIES_COME_FOR);
        note(key, order.after(postback.getReceiptId(), until, reception.claim()), until);
        if (reception instanceof Reception.Ended ended) {
            PostbackOutcome outcome = Outcomes.of(record.value(), ended.goal(), ended.decision());
            context.forward(record.withKey(outcome.getReceiptId()).withValue(outcome), Outlets.NAMING_OUTCOMES);
        } else if (reception instanceof Reception.Forwarded forwarded) {
            context.forward(
                    record.withKey(forwarded.offerId()).withValue(forwarded.request()), Outlets.NAMED_POSTBACKS);
        }
    }

    private void note(String key, OrderMemory.Kept kept, Instant until) {
        orders.put(key, kept.order());
        if (kept.receiptApart() != null) {
            receipts.put(kept.receiptApart(), new SettleReceipt(until));
        }
        NewClaim claim = kept.claimApart();
        if (claim != null) {
            claims.put(claim.identityKey(), claim.claim());
        }
    }
}
