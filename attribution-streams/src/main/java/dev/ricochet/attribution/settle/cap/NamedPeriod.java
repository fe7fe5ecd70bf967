package dev.ricochet.attribution.settle.cap;

import dev.ricochet.kit.period.Period;
import dev.ricochet.schemas.catalog.CapPeriod;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A period as counters name it, by its beginning. A conversion nearly always lies in the period of the one before it, so the
 * last of each kind and zone is kept: working out midnights and printing them costs more than the rest of a counter. Not so hours:
 * where clocks change by half an hour two of them overlap, and which one a moment lies in must not depend on the one before.
 */
record NamedPeriod(Period period, String name) {

    private record Kind(CapPeriod period, String zone) {}

    private static final Map<Kind, NamedPeriod> LAST = new ConcurrentHashMap<>();

    static NamedPeriod of(CapPeriod period, String zone, Instant moment) {
        if (period == CapPeriod.HOUR) {
            return of(Period.of(period, ZoneId.of(zone), moment));
        }
        Kind kind = new Kind(period, zone);
        NamedPeriod last = LAST.get(kind);
        if (last != null && last.period.contains(moment)) {
            return last;
        }
        NamedPeriod found = of(Period.of(period, ZoneId.of(zone), moment));
        LAST.put(kind, found);
        return found;
    }

    private static NamedPeriod of(Period period) {
        return new NamedPeriod(period, String.valueOf(period.start()));
    }
}
