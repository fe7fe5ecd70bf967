package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.customer.Remembered;
import dev.ricochet.attribution.settle.dedupe.NewClaim;
import dev.ricochet.attribution.settle.ledger.Booking;
import dev.ricochet.attribution.settle.ledger.Settlement;
import dev.ricochet.attribution.settle.outcome.Outcomes;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleCustomer;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The second hop, keyed by offer: does what {@link Settlement} decides. */
final class LedgerProcessor implements Processor<String, SettleRequest, String, SpecificRecord> {

    private final Supplier<Catalog> catalog;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, SpecificRecord> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, SettleClaim> clickClaims;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, SettleEntry> entries;

    @SuppressWarnings("NullAway.Init")
    private CountBook counts;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, SettleCustomer> customers;

    @SuppressWarnings("NullAway.Init")
    private Settlement.State state;

    @SuppressWarnings("NullAway.Init")
    private CommitPace.Task pace;

    private List<Sweeper<?>> sweepers = List.of();

    LedgerProcessor(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        pace = CommitPace.of(context);
        clickClaims = SettleStore.CLICK_CLAIMS.of(context);
        entries = SettleStore.LEDGER.of(context);
        counts = new CountBook(SettleStore.CAP_COUNTS.of(context));
        customers = SettleStore.CUSTOMERS.of(context);
        state = new Settlement.State(clickClaims::get, entries::get, counts::of, customers::get);
        sweepers = List.of(
                Sweeper.start(SettleStore.CLICK_CLAIMS, context),
                Sweeper.start(SettleStore.LEDGER, context),
                Sweeper.start(SettleStore.CAP_COUNTS, context),
                Sweeper.start(SettleStore.CUSTOMERS, context));
    }

    @Override
    public void process(Record<String, SettleRequest> record) {
        pace.saw(record.timestamp());
        SettleRequest request = record.value();
        Instant receivedAt = request.getMatched().getPostback().getReceivedAt();
        sweepers.forEach(sweeper -> sweeper.saw(receivedAt));

        Settlement settlement = Settlement.of(request, catalog.get(), state);
        NewClaim claim = settlement.claim();
        if (claim != null) {
            clickClaims.put(claim.identityKey(), claim.claim());
        }
        Remembered remembered = settlement.remembered();
        if (remembered != null) {
            customers.put(remembered.key(), remembered.customer());
        }
        Booking booking = settlement.decision().booked();
        if (booking != null) {
            book(booking, record);
        }
        PostbackOutcome outcome = Outcomes.of(settlement.matched(), request.getGoalId(), settlement.decision());
        context.forward(record.withKey(outcome.getReceiptId()).withValue(outcome));
    }

    private void book(Booking booking, Record<String, SettleRequest> record) {
        Conversion conversion = booking.entry().getConversion();
        entries.put(conversion.getConversionId(), booking.entry());
        booking.taken().forEach(counts::take);
        booking.released().forEach(counts::release);
        context.forward(record.withKey(conversion.getConversionId()).withValue(conversion));
    }
}
