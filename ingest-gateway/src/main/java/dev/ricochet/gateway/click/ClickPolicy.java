package dev.ricochet.gateway.click;

import dev.ricochet.gateway.click.ClickDecision.TurnedAway;
import dev.ricochet.gateway.click.ClickDecision.Welcome;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.OfferStatus;
import dev.ricochet.schemas.reason.Refusal;
import org.jspecify.annotations.Nullable;

/** Which clicks an offer takes. */
final class ClickPolicy {
    private ClickPolicy() {}

    static ClickDecision judge(Catalog catalog, String offerId, @Nullable String affiliateId) {
        Offer offer = catalog.offer(offerId);
        if (offer == null) {
            return new TurnedAway(Refusal.UNKNOWN_OFFER, null);
        }
        if (offer.getStatus() != OfferStatus.ACTIVE) {
            return new TurnedAway(Refusal.OFFER_NOT_ACTIVE, offer.getFallbackUrl());
        }
        Affiliate affiliate = affiliateId == null ? null : catalog.affiliate(affiliateId);
        if (affiliate == null) {
            return new TurnedAway(Refusal.UNKNOWN_AFFILIATE, offer.getFallbackUrl());
        }
        if (affiliate.getStatus() != AffiliateStatus.ACTIVE || !mayRun(affiliate.getId(), offer)) {
            return new TurnedAway(Refusal.AFFILIATE_NOT_ALLOWED, offer.getFallbackUrl());
        }
        return new Welcome(offer, affiliate.getId());
    }

    private static boolean mayRun(String affiliateId, Offer offer) {
        return offer.getAffiliates().isEmpty() || offer.getAffiliates().contains(affiliateId);
    }
}
