package dev.ricochet.attribution.settle.topology;

import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleCount;
import dev.ricochet.schemas.state.SettleCustomer;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleOrder;
import dev.ricochet.schemas.state.SettleReceipt;
import dev.ricochet.schemas.state.SettleTimer;
import dev.ricochet.schemas.state.SettleWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * One kind of thing that settle remembers.
 *
 * @param store where it stands
 * @param name what its keys begin with in the store; never change it
 * @param end when an entry has done its work; null where it never has
 * @param grace how much later it is deleted. Postbacks of different partitions are not in the order of their times, so a
 *     late one must still find what was there at its time
 */
record Shelf<V extends SpecificRecord>(
        SettleStore store, String name, Serde<V> serde, Function<V, @Nullable Instant> end, Duration grace) {

    /** By the key of matched postbacks: what was taken of an order, and which conversions it stands for. */
    static final Shelf<SettleOrder> ORDERS = new Shelf<>(
            SettleStore.ORDERS,
            "order",
            StateSerde.of(SettleOrder.class),
            SettleOrder::getExpiresAt,
            Duration.ofDays(1));

    /** By receipt id: postbacks that were taken and have no room in their order's entry. */
    static final Shelf<SettleReceipt> RECEIPTS = new Shelf<>(
            SettleStore.ORDERS,
            "receipt",
            StateSerde.of(SettleReceipt.class),
            SettleReceipt::getExpiresAt,
            Duration.ofDays(1));

    /** By identity: which conversion an order stands for, where its entry has no room. */
    static final Shelf<SettleClaim> ORDER_CLAIMS = new Shelf<>(
            SettleStore.ORDERS,
            "claim",
            StateSerde.of(SettleClaim.class),
            SettleClaim::getExpiresAt,
            Duration.ofDays(1));

    /** By identity: which conversion a click stands for. */
    static final Shelf<SettleClaim> CLICK_CLAIMS = new Shelf<>(
            SettleStore.LEDGER,
            "claim",
            StateSerde.of(SettleClaim.class),
            SettleClaim::getExpiresAt,
            Duration.ofDays(1));

    /**
     * By conversion id. An entry is found through its claim only, so it must outlive it by more than one hop can be behind
     * the other: without it the next postback would open the conversion a second time.
     */
    static final Shelf<SettleEntry> CONVERSIONS = new Shelf<>(
            SettleStore.LEDGER,
            "conversion",
            StateSerde.of(SettleEntry.class),
            SettleEntry::getExpiresAt,
            Duration.ofDays(30));

    /**
     * By counter. A count is needed as long as a postback of its period may still come: the longest that match's records are
     * kept.
     */
    static final Shelf<SettleCount> CAP_COUNTS = new Shelf<>(
            SettleStore.COUNTS, "cap", StateSerde.of(SettleCount.class), SettleCount::getExpiresAt, Duration.ofDays(8));

    /** By due time and conversion: what happens by itself. Each is deleted when it goes off. */
    static final Shelf<SettleTimer> TIMERS =
            new Shelf<>(SettleStore.LEDGER, "timer", StateSerde.of(SettleTimer.class), timer -> null, Duration.ZERO);

    /** By what is counted: how many conversions were begun lately. As with caps, late postbacks still count. */
    static final Shelf<SettleWindow> WINDOWS = new Shelf<>(
            SettleStore.COUNTS,
            "window",
            StateSerde.of(SettleWindow.class),
            SettleWindow::getExpiresAt,
            Duration.ofDays(8));

    /** By decision id: decisions of people that were taken. */
    static final Shelf<SettleReceipt> DECISIONS = new Shelf<>(
            SettleStore.LEDGER,
            "decision",
            StateSerde.of(SettleReceipt.class),
            SettleReceipt::getExpiresAt,
            Duration.ofDays(1));

    /** By offer and customer: who brought the customer. */
    static final Shelf<SettleCustomer> CUSTOMERS = new Shelf<>(
            SettleStore.LEDGER,
            "customer",
            StateSerde.of(SettleCustomer.class),
            SettleCustomer::getExpiresAt,
            Duration.ofDays(8));

    OpenShelf<V> open(ProcessingContext context) {
        return new OpenShelf<>(this, store.of(context));
    }
}
