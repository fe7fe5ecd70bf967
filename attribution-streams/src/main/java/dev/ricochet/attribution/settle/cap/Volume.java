package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceRule;
import dev.ricochet.schemas.catalog.VolumeRange;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How many conversions an affiliate has on an offer in a period, because a price asks. Counted as a cap without a limit would
 * count: with the caps, as strictly, and released with them.
 */
public record Volume(CapPeriod period, String zone) {

    public static Volume of(VolumeRange range) {
        return new Volume(range.getPeriod(), range.getZone());
    }

    /** Those that any price of the offer asks for, each once. */
    public static Set<Volume> askedFor(Offer offer) {
        Set<Volume> asked = new LinkedHashSet<>();
        for (Goal goal : offer.getGoals()) {
            add(asked, goal.getPayout());
            add(asked, goal.getRevenue());
        }
        return asked;
    }

    private static void add(Set<Volume> asked, Price price) {
        for (PriceRule rule : price.getRules()) {
            VolumeRange range = rule.getCondition().getVolume();
            if (range != null) {
                asked.add(of(range));
            }
        }
    }

    /** Where the affiliate's conversions of that time are counted. */
    public Counter counter(String offerId, String affiliateId, Instant convertedAt) {
        return Counter.of(unlimited(), offerId, affiliateId, null, convertedAt);
    }

    /** Names it in a conversion's state. */
    public String key() {
        return period + "|" + zone;
    }

    private Cap unlimited() {
        return Cap.newBuilder()
                .setScope(CapScope.AFFILIATE)
                .setPeriod(period)
                .setZone(zone)
                .build();
    }
}
