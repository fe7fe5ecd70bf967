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
import org.apache.kafka.streams.state.KeyValueStore;

/** The stores of the second hop: the state that decisions are made by, and the place where their effects go. */
final class LedgerStores {

    private final ProcessorContext<String, SpecificRecord> context;
    private final KeyValueStore<String, SettleClaim> clickClaims;
    private final KeyValueStore<String, SettleEntry> entries;
    private final KeyValueStore<String, SettleCount> counts;
    private final KeyValueStore<String, SettleWindow> windows;
    private final KeyValueStore<String, SettleTimer> timers;
    private final KeyValueStore<String, SettleCustomer> customers;
    private final Settlement.State state;

    LedgerStores(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        clickClaims = SettleStore.CLICK_CLAIMS.of(context);
        entries = SettleStore.LEDGER.of(context);
        counts = SettleStore.CAP_COUNTS.of(context);
        windows = SettleStore.WINDOWS.of(context);
        timers = SettleStore.TIMERS.of(context);
        customers = SettleStore.CUSTOMERS.of(context);
        state = new Settlement.State(
                clickClaims::get, entries::get, counts::get, windows::get, new ListBook(), customers::get);
    }

    Settlement.State state() {
        return state;
    }

    KeyValueStore<String, SettleClaim> clickClaims() {
        return clickClaims;
    }

    KeyValueStore<String, SettleTimer> timers() {
        return timers;
    }

    KeyValueStore<String, SettleCustomer> customers() {
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
            context.forward(cause.withKey(conversion.getConversionId()).withValue(conversion));
            count(effects.caps(), cause);
        }
    }

    private void count(CapMoves caps, Record<String, ?> cause) {
        caps.counts().forEach(counts::put);
        caps.events()
                .forEach(event ->
                        context.forward(cause.withKey(event.getOfferId()).withValue(event)));
    }
}
