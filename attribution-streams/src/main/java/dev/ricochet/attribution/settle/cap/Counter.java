package dev.ricochet.attribution.settle.cap;

import dev.ricochet.attribution.settle.rules.CompoundKey;
import dev.ricochet.kit.period.Period;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapScope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Conversions counted together: of an offer, or of an affiliate or a goal on it, in one period. Caps that differ only in their
 * limits or in what happens beyond share it.
 *
 * @param id names it in the state
 * @param affiliateId for whom; null for all
 * @param goal which goal; null for all
 * @param period from when to when
 */
public record Counter(
        String id, @Nullable String affiliateId, @Nullable String goal, Period period) {

    /**
     * The counter in which a conversion is counted. A scope newer than this reader counts the whole offer, which can only be
     * too strict.
     */
    static Counter of(Cap cap, CapSubject subject) {
        String goal = cap.getScope() == CapScope.GOAL ? subject.goal() : cap.getGoal();
        return of(cap, subject.offer().getId(), subject.affiliateId(), goal, subject.convertedAt());
    }

    /** @param goal the one that is counted; null for all */
    static Counter of(Cap cap, String offerId, String ofAffiliate, @Nullable String goal, Instant convertedAt) {
        NamedPeriod period = NamedPeriod.of(cap.getPeriod(), cap.getZone(), convertedAt);
        String affiliateId = cap.getScope() == CapScope.AFFILIATE ? ofAffiliate : null;
        String whose = affiliateId == null ? CompoundKey.of("offer") : CompoundKey.of("affiliate", affiliateId);
        String id = CompoundKey.of(
                offerId,
                goal == null ? whose : whose + CompoundKey.of("goal", goal),
                cap.getPeriod().name(),
                cap.getZone(),
                period.name());
        return new Counter(id, affiliateId, goal, period.period());
    }
}
