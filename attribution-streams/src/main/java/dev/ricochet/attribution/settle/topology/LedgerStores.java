package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.cap.CapMoves;
import dev.ricochet.attribution.settle.fraud.ListBook;
import dev.ricochet.attribution.settle.ledger.Effects;
import dev.ricochet.attribution.settle.ledger.Settlement;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleCount;
import dev.ricochet.schemas.state.SettleCustomer;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleTimer;
import dev.ricochet.schemas.state.SettleWindow;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** The shelves of the second hop: the state that decisions are made by, and the place where their effects go. */
final class LedgerStores {

    private final ProcessorContext<String, SpecificRecord> context;
    private final Outlets outlets;
    private final OpenShelf<SettleClaim> clickClaims;
    private final OpenShelf<SettleEntry> entries;
    private final OpenShelf<SettleCount> counts;
    private final OpenShelf<SettleWindow> windows;
    private final OpenShelf<SettleTimer> timers;
    private final OpenShelf<SettleCustomer> customers;
    private final Settlement.State state;

    LedgerStores(ProcessorContext<String, SpecificRecord> context, Outlets outlets) {
        this.context = context;
        this.outlets = outlets;
        clickClaims = Shelf.CLICK_CLAIMS.open(context);
        entries = Shelf.CONVERSIONS.open(context);
        counts = Shelf.CAP_COUNTS.open(context);
        windows = Shelf.WINDOWS.open(context);
        timers = Shelf.TIMERS.open(context);
        customers = Shelf.CUSTOMERS.open(context);
        state = new Settlement.State(
                clickClaims::get, entries::get, counts::get, windows::get, new ListBook(), customers::get);
    }

    Settlement.State state() {
        return state;
    }

    OpenShelf<SettleClaim> clickClaims() {
        return clickClaims;
    }

    OpenShelf<SettleTimer> timers() {
        return timers;
    }

    OpenShelf<SettleCustomer> customers() {
        return customers;
    }

    /** @param cause whose time and headers the records take over */
    void carryOut(List<Effects> all, Record<String, ?> cause) {
        for (Effects effects : all) {
            Conversion conversion = effects.entry().getConversion();
            entries.put(conversion.getConversionId(), effects.entry());
            effects.windows().forEach(windows::put);
            SettleTimer stopped = effects.stopped();
            if (stopped != null) {
                timers.delete(TimerKey.of(stopped));
            }
            SettleTimer started = effects.started();
            if (started != null) {
                timers.put(TimerKey.of(started), started);
            }
            context.forward(cause.withKey(conversion.getConversionId()).withValue(conversion), outlets.conversions());
            count(effects.caps(), cause);
        }
    }

    private void count(CapMoves caps, Record<String, ?> cause) {
        caps.counts().forEach(counts::put);
        caps.events()
                .forEach(event ->
                        context.forward(cause.withKey(event.getOfferId()).withValue(event), outlets.capEvents()));
    }
}
