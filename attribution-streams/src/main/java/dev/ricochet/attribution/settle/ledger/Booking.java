package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleWindow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a conversion, with what its state does not tell by itself.
 *
 * @param before what stood in the ledger; null for a new conversion
 * @param entry what stands there from now on
 * @param entered cap counters that it enters
 * @param turnedAway cap limits that stood in its way
 * @param seen windows in which it is counted
 */
public record Booking(
        @Nullable SettleEntry before,
        SettleEntry entry,
        List<Counter> entered,
        Set<String> turnedAway,
        Map<String, SettleWindow> seen) {

    static Booking opening(SettleEntry entry) {
        return new Booking(null, entry, List.of(), Set.of(), Map.of());
    }

    static Booking of(SettleEntry before, SettleEntry entry) {
        return new Booking(before, entry, List.of(), Set.of(), Map.of());
    }

    Booking entering(List<Counter> counters) {
        return new Booking(before, entry, counters, turnedAway, seen);
    }

    Booking turnedAwayBy(Set<String> limits) {
        return new Booking(before, entry, entered, limits, seen);
    }

    Booking seenIn(Map<String, SettleWindow> windows) {
        return new Booking(before, entry, entered, turnedAway, windows);
    }
}
