package dev.ricochet.attribution.stats.tier;

import dev.ricochet.schemas.event.AffiliateTier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When standing on a tier is news: the first time that an affiliate is judged, and then at every change. */
public final class Standing {

    private Standing() {}

    /**
     * The event, or null where nothing has changed.
     *
     * @param before the affiliate's newest event
     * @param now from when on the tier prices
     * @param day at whose beginning the window ends
     */
    public static @Nullable AffiliateTier event(
            String affiliateId, @Nullable AffiliateTier before, Ladder.Place place, Instant now, LocalDate day) {
        if (before != null && Objects.equals(before.getTier(), place.tier())) {
            return null;
        }
        return AffiliateTier.newBuilder()
                .setAffiliateId(affiliateId)
                .setVersion(before == null ? 1 : before.getVersion() + 1)
                .setEffectiveFrom(now)
                .setTier(place.tier())
                .setPreviousTier(before == null ? null : before.getTier())
                .setApproved(place.brought().approved())
                .setDecided(place.brought().decided())
                .setApprovalRate(place.brought().approvalRate())
                .setWindowMs(place.window().toMillis())
                .setComputedFor(day)
                .build();
    }
}
