package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.ledger.Decision;
import dev.ricochet.attribution.settle.ledger.Event;
import dev.ricochet.attribution.settle.ledger.Reckoning;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.state.SettleTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Wakes conversions whose time has come, by the clock, so that a quiet topic holds nobody up. What a conversion becomes then
 * goes by the time that was set, whenever this is called.
 *
 * <p>While settle catches up, postbacks still come that were received before that time, and would have stopped the timer. So
 * as long as something comes, timers wait for the postbacks' own time; only where nothing has come for a while the clock alone
 * counts. A timer that went off too early all the same does no harm that a later postback cannot undo.
 */
final class Alarm {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration QUIET_AFTER = Duration.ofSeconds(5);

    /** At a time, so that no wave of approvals holds up the stream. */
    private static final int MOST = 500;

    private final Supplier<Catalog> catalog;
    private final ProcessorContext<String, SpecificRecord> context;
    private final LedgerStores stores;
    private Instant newest = Instant.MIN;
    private Instant lastHeard;

    private Alarm(Supplier<Catalog> catalog, ProcessorContext<String, SpecificRecord> context, LedgerStores stores) {
        this.catalog = catalog;
        this.context = context;
        this.stores = stores;
        this.lastHeard = now();
    }

    static Alarm set(Supplier<Catalog> catalog, ProcessorContext<String, SpecificRecord> context, LedgerStores stores) {
        Alarm alarm = new Alarm(catalog, context, stores);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> alarm.ring(Instant.ofEpochMilli(now)));
        return alarm;
    }

    /** Something of that time was processed. */
    void heard(Instant at) {
        lastHeard = now();
        if (at.isAfter(newest)) {
            newest = at;
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private void ring(Instant clock) {
        boolean isQuiet = !lastHeard.plus(QUIET_AFTER).isAfter(clock);
        Instant until = isQuiet || newest.isAfter(clock) ? clock : newest;
        if (until.isAfter(Instant.EPOCH)) {
            stores.timers().first(MOST, "", TimerKey.after(until)).forEach(this::wake);
        }
    }

    private void wake(KeyValue<String, SettleTimer> kept) {
        SettleTimer timer = kept.value;
        stores.timers().delete(kept.key);
        Instant due = timer.getDueAt();
        Reckoning reckoning = Reckoning.of(
                timer.getConversionId(), new Event.Due(due), catalog.get().at(due), stores.state());
        if (reckoning.decision() instanceof Decision.Postponed postponed) {
            SettleTimer again = new SettleTimer(timer.getConversionId(), timer.getOfferId(), postponed.until());
            stores.timers().put(TimerKey.of(again), again);
        }
        stores.carryOut(
                reckoning.effects(),
                new Record<>(timer.getConversionId(), timer, Math.max(0, due.toEpochMilli()), new RecordHeaders()));
    }
}
