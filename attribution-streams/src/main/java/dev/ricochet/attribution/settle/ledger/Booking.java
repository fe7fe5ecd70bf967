package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.schemas.state.SettleEntry;
import java.util.List;

/**
 * A new version of a conversion, and what it does to the caps.
 *
 * @param entry what stands in the ledger from now on
 * @param taken counters that go up by one
 * @param released counters that go down by one
 */
public record Booking(SettleEntry entry, List<Counter> taken, List<String> released) {

    static Booking of(SettleEntry entry) {
        return new Booking(entry, List.of(), List.of());
    }

    static Booking taking(SettleEntry entry, List<Counter> taken) {
        return new Booking(entry, taken, List.of());
    }

    static Booking releasing(SettleEntry entry, List<String> released) {
        return new Booking(entry, List.of(), released);
    }
}
