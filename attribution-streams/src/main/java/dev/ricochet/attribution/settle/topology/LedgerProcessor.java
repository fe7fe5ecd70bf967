package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.customer.Remembered;
import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.ledger.Settlement;
import dev.ricochet.attribution.settle.outcome.Outcomes;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.state.SettleRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The second hop, keyed by offer: does what {@link Settlement} decides, and wakes conversions whose time has come. */
final class LedgerProcessor implements Processor<String, SettleRequest, String, SpecificRecord> {

    private final Supplier<Catalog> catalog;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, SpecificRecord> context;

    @SuppressWarnings("NullAway.Init")
    private LedgerStores stores;

    @SuppressWarnings("NullAway.Init")
    private Alarm alarm;

    private List<Sweeper<?>> sweepers = List.of();

    LedgerProcessor(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        stores = new LedgerStores(context, Outlets.OF_POSTBACKS);
        alarm = Alarm.set(catalog, context, stores);
        sweepers = List.of(
                Sweeper.start(Shelf.CLICK_CLAIMS, context),
                Sweeper.start(Shelf.CONVERSIONS, context),
                Sweeper.start(Shelf.CAP_COUNTS, context),
                Sweeper.start(Shelf.WINDOWS, context),
                Sweeper.start(Shelf.CUSTOMERS, context));
    }

    @Override
    public void process(Record<String, SettleRequest> record) {
        CommitPace.processed(record.timestamp(), context);
        SettleRequest request = record.value();
        Instant receivedAt = request.getMatched().getPostback().getReceivedAt();
        sweepers.forEach(sweeper -> sweeper.saw(receivedAt));
        alarm.heard(receivedAt);

        Settlement settlement = Settlement.of(request, catalog.get(), stores.state());
        NewClaim claim = settlement.claim();
        if (claim != null) {
            stores.clickClaims().put(claim.identityKey(), claim.claim());
        }
        Remembered remembered = settlement.remembered();
        if (remembered != null) {
            stores.customers().put(remembered.key(), remembered.customer());
        }
        stores.carryOut(settlement.effects(), record);
        PostbackOutcome outcome = Outcomes.of(settlement.matched(), request.getGoalId(), settlement.decision());
        context.forward(record.withKey(outcome.getReceiptId()).withValue(outcome), Outlets.OF_POSTBACKS.outcomes());
    }
}
