package dev.ricochet.attribution.settle.cap;

import dev.ricochet.attribution.settle.rules.CompoundKey;
import dev.ricochet.kit.period.Period;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapScope;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One count of conversions: of an offer, or of an affiliate on it, in one period. Caps that differ only in their number or
 * in what happens beyond share it.
 *
 * @param id names it in the state
 * @param endsAt when its period is over; null where it never is
 */
public record Counter(String id, @Nullable Instant endsAt) {

    /**
     * The counter in which a conversion of that time is counted. A scope newer than this reader counts the whole offer, which
     * can only be too strict.
     */
    static Counter of(Cap cap, String offerId, String affiliateId, Instant convertedAt) {
        Period period = Period.of(cap.getPeriod(), ZoneId.of(cap.getZone()), convertedAt);
        String whose = cap.getScope() == CapScope.AFFILIATE
                ? CompoundKey.of("affiliate", affiliateId)
                : CompoundKey.of("offer");
        String id =
                CompoundKey.of(offerId, whose, cap.getPeriod().name(), cap.getZone(), String.valueOf(period.start()));
        return new Counter(id, period.end());
    }
}
