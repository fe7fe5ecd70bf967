package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.AffiliateTier;
import java.time.Instant;
import java.time.LocalDate;

/** Catalog entries with nothing special about them. */
final class Entries {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private Entries() {}

    static Advertiser advertiser(String id, int version) {
        return advertiser(id, version, SINCE);
    }

    static Advertiser advertiser(String id, int version, Instant from) {
        return Advertiser.newBuilder()
                .setId(id)
                .setVersion(version)
                .setEffectiveFrom(from)
                .build();
    }

    static AffiliateTier tier(String affiliateId, String tier, Instant from) {
        return AffiliateTier.newBuilder()
                .setAffiliateId(affiliateId)
                .setVersion(1)
                .setEffectiveFrom(from)
                .setTier(tier)
                .setApproved(1)
                .setDecided(1)
                .setWindowMs(1)
                .setComputedFor(LocalDate.EPOCH)
                .build();
    }

    static Affiliate affiliate(String id) {
        return Affiliate.newBuilder()
                .setId(id)
                .setVersion(1)
                .setEffectiveFrom(SINCE)
                .setStatus(AffiliateStatus.ACTIVE)
                .build();
    }

    static Endpoint endpoint(String id, String affiliateId) {
        return Endpoint.newBuilder()
                .setId(id)
                .setVersion(1)
                .setEffectiveFrom(SINCE)
                .setAffiliateId(affiliateId)
                .setUrl("https://aff.example/pb")
                .build();
    }
}
