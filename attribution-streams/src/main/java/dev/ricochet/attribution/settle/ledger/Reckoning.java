package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.fraud.FraudSources;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event does, and what time has done before it: a conversion whose approval was due before the event is approved
 * first, whether its timer has gone off or not. So the order of versions is that of their times, however late things come.
 *
 * @param effects what is to be kept and told, in this order
 */
public record Reckoning(Decision decision, List<Effects> effects) {

    /** @param catalog what was in force when the event happened */
    public static Reckoning of(String conversionId, Event event, Catalog catalog, Settlement.State state) {
        SettleEntry entry = state.entries().of(conversionId);
        Terms terms = terms(entry, event, catalog, state);
        List<Effects> effects = new ArrayList<>();
        Booking matured = matured(entry, event, terms);
        if (matured != null) {
            effects.add(Effects.of(matured, terms));
            entry = matured.entry();
        }
        Decision decision = Ledger.decide(entry, event, terms);
        Booking booking = decision.booked();
        if (booking != null) {
            effects.add(Effects.of(booking, terms));
        }
        return new Reckoning(decision, effects);
    }

    /** One that waits before a cap is left to its timer: whether there was room then, nobody knows any more. */
    private static @Nullable Booking matured(@Nullable SettleEntry entry, Event event, Terms terms) {
        if (entry == null || event instanceof Event.Due || entry.getCapStanding() == CapStanding.WAITING) {
            return null;
        }
        Instant due = entry.getConversion().getApprovesAt();
        return due == null || due.isAfter(event.at())
                ? null
                : Ledger.decide(entry, new Event.Due(due), terms).booked();
    }

    private static Terms terms(@Nullable SettleEntry entry, Event event, Catalog catalog, Settlement.State state) {
        Advertiser advertiser = catalog.advertiser(advertiserId(entry, event));
        return new Terms(
                catalog.offer(offerId(entry, event)),
                advertiser == null ? null : advertiser.getLockedUntil(),
                state.counts(),
                new FraudSources(catalog, state.lists(), state.windows()));
    }

    private static String offerId(@Nullable SettleEntry entry, Event event) {
        if (event instanceof Event.Reported reported) {
            return reported.rules().offer().getId();
        }
        return entry == null ? "" : entry.getConversion().getOfferId();
    }

    private static String advertiserId(@Nullable SettleEntry entry, Event event) {
        if (event instanceof Event.Reported reported) {
            return reported.rules().offer().getAdvertiserId();
        }
        return entry == null ? "" : entry.getConversion().getAdvertiserId();
    }
}
