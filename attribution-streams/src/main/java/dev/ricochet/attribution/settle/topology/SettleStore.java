package dev.ricochet.attribution.settle.topology;

import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleCount;
import dev.ricochet.schemas.state.SettleCustomer;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleReceipt;
import dev.ricochet.schemas.state.SettleTimer;
import dev.ricochet.schemas.state.SettleWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One thing that settle remembers.
 *
 * @param name names the store and its changelog; never change it
 * @param end when an entry has done its work; null where it never has
 * @param grace how much later it is deleted. Postbacks of different partitions are not in the order of their times, so a
 *     late one must still find what was there at its time
 */
record SettleStore<V extends SpecificRecord>(
        String name, Class<V> type, Function<V, @Nullable Instant> end, Duration grace) {

    /** Hop 1, by receipt id: postbacks that were taken. */
    static final SettleStore<SettleReceipt> RECEIPTS =
            new SettleStore<>("settle-receipts", SettleReceipt.class, SettleReceipt::getExpiresAt, Duration.ofDays(1));

    /** Hop 1, by identity: which conversion an order stands for. */
    static final SettleStore<SettleClaim> ORDER_CLAIMS =
            new SettleStore<>("settle-order-claims", SettleClaim.class, SettleClaim::getExpiresAt, Duration.ofDays(1));

    /** Hop 2, by identity: which conversion a click stands for. */
    static final SettleStore<SettleClaim> CLICK_CLAIMS =
            new SettleStore<>("settle-click-claims", SettleClaim.class, SettleClaim::getExpiresAt, Duration.ofDays(1));

    /**
     * Hop 2, by conversion id. An entry is found through its claim only, so it must outlive it by more than one hop can be
     * behind the other: without it the next postback would open the conversion a second time.
     */
    static final SettleStore<SettleEntry> LEDGER =
            new SettleStore<>("settle-ledger", SettleEntry.class, SettleEntry::getExpiresAt, Duration.ofDays(30));

    /**
     * Hop 2, by counter. A count is needed as long as a postback of its period may still come: the longest that match's
     * records are kept.
     */
    static final SettleStore<SettleCount> CAP_COUNTS =
            new SettleStore<>("settle-cap-counts", SettleCount.class, SettleCount::getExpiresAt, Duration.ofDays(8));

    /** Hop 2, by due time and conversion: what happens by itself. Each is deleted when it goes off. */
    static final SettleStore<SettleTimer> TIMERS =
            new SettleStore<>("settle-timers", SettleTimer.class, timer -> null, Duration.ZERO);

    /** Hop 2, by what is counted: how many conversions were begun lately. As with caps, late postbacks still count. */
    static final SettleStore<SettleWindow> WINDOWS =
            new SettleStore<>("settle-windows", SettleWindow.class, SettleWindow::getExpiresAt, Duration.ofDays(8));

    /** Hop 2, by decision id: decisions of people that were taken. */
    static final SettleStore<SettleReceipt> DECISIONS =
            new SettleStore<>("settle-decisions", SettleReceipt.class, SettleReceipt::getExpiresAt, Duration.ofDays(1));

    /** Hop 2, by offer and customer: who brought the customer. */
    static final SettleStore<SettleCustomer> CUSTOMERS = new SettleStore<>(
            "settle-customers", SettleCustomer.class, SettleCustomer::getExpiresAt, Duration.ofDays(8));

    static final List<SettleStore<?>> ALL =
            List.of(RECEIPTS, ORDER_CLAIMS, CLICK_CLAIMS, LEDGER, CAP_COUNTS, TIMERS, WINDOWS, DECISIONS, CUSTOMERS);

    StoreBuilder<KeyValueStore<String, V>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), StateSerde.of(type))
                .withLoggingEnabled(Map.of());
    }

    KeyValueStore<String, V> of(ProcessingContext context) {
        return context.getStateStore(name);
    }
}
