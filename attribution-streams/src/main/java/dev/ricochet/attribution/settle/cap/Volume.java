package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.VolumeRange;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How many conversions an affiliate has on an offer in a period, because a price asks. Counted as a cap without a limit would
 * count: with the caps, as strictly, and released with them.
 */
public record Volume(CapPeriod period, String zone) {

    public static Volume of(VolumeRange range) {
        return new Volume(range.getPeriod(), range.getZone());
    }

    /** Those that any price of the offer asks for, each once. */
    public static Stream<Volume> askedFor(Offer offer) {
        return offer.getGoals().stream()
                .flatMap(Volume::prices)
                .flatMap(price -> price.getRules().stream())
                .map(rule -> rule.getCondition().getVolume())
                .filter(Objects::nonNull)
                .map(Volume::of)
                .distinct();
    }

    /** Where the affiliate's conversions of that time are counted. */
    public Counter counter(String offerId, String affiliateId, Instant convertedAt) {
        return Counter.of(unlimited(), offerId, affiliateId, null, convertedAt);
    }

    /** Names it in a conversion's state. */
    public String key() {
        return period + "|" + zone;
    }

    Cap unlimited() {
        return Cap.newBuilder()
                .setScope(CapScope.AFFILIATE)
                .setPeriod(period)
                .setZone(zone)
                .build();
    }

    private static Stream<Price> prices(Goal goal) {
        return Stream.of(goal.getPayout(), goal.getRevenue());
    }
}
