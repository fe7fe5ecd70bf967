package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.outcome.Outcomes;
import dev.ricochet.attribution.settle.reception.Reception;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleReceipt;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
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
        receipts = Shelf.RECEIPTS.open(context);
        claims = Shelf.ORDER_CLAIMS.open(context);
        sweepers = List.of(Sweeper.start(Shelf.RECEIPTS, context), Sweeper.start(Shelf.ORDER_CLAIMS, context));
    }

    @Override
    public void process(Record<String, MatchedPostback> record) {
        CommitPace.processed(record.timestamp(), context);
        Postback postback = record.value().getPostback();
        sweepers.forEach(sweeper -> sweeper.saw(postback.getReceivedAt()));
        if (receipts.get(postback.getReceiptId()) == null) {
            // Decided before anything is noted: a record that fails here goes to the dead letters, and is no second
            // copy when
            // it is driven again.
            Reception reception = Reception.of(record.value(), catalog.get(), claims::get);
            receipts.put(
                    postback.getReceiptId(),
                    new SettleReceipt(postback.getReceivedAt().plus(SECOND_COPIES_COME_FOR)));
            carryOut(reception, record);
        }
    }

    private void carryOut(Reception reception, Record<String, MatchedPostback> record) {
        if (reception instanceof Reception.Ended ended) {
            var outcome = Outcomes.of(record.value(), ended.goal(), ended.decision());
            context.forward(record.withKey(outcome.getReceiptId()).withValue(outcome));
        } else if (reception instanceof Reception.Forwarded forwarded) {
            NewClaim claim = forwarded.claim();
            if (claim != null) {
                claims.put(claim.identityKey(), claim.claim());
            }
            context.forward(record.withKey(forwarded.offerId()).withValue(forwarded.request()));
        }
    }
}
