package dev.ricochet.gateway.click;

import dev.ricochet.gateway.click.ClickDecision.TurnedAway;
import dev.ricochet.gateway.click.ClickDecision.Welcome;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.OfferStatus;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.reason.Refusal;
import org.jspecify.annotations.Nullable;

/** Which clicks an offer takes; and which its fallback offers take instead of it. */
final class ClickPolicy {
    /** Fallback offers tried after the link's own. The catalog refuses circles; two applies at once could still make one. */
    static final int MOST_FALLBACKS = 5;

    private ClickPolicy() {}

    static ClickDecision judge(
            Catalog catalog, String offerId, @Nullable String affiliateId, ClickKind kind, CapGate caps) {
        Offer offer = catalog.offer(offerId);
        if (offer == null) {
            return new TurnedAway(Refusal.UNKNOWN_OFFER, null);
        }
        Affiliate affiliate = affiliateId == null ? null : catalog.affiliate(affiliateId);
        Refusal reason = refusal(offer, affiliate, kind, caps);
        if (reason == null && affiliate != null) {
            return new Welcome(offer, affiliate.getId(), null);
        }
        Refusal own = reason == null ? Refusal.UNKNOWN_AFFILIATE : reason;
        return affiliate == null
                ? new TurnedAway(own, offer.getFallbackUrl())
                : instead(catalog, offer, affiliate, own, kind, caps);
    }

    /** To the first fallback offer that takes the click, else to the first fallback URL on the way there. */
    private static ClickDecision instead(
            Catalog catalog, Offer offer, Affiliate affiliate, Refusal own, ClickKind kind, CapGate caps) {
        Offer from = offer;
        String url = offer.getFallbackUrl();
        for (int i = 0; i < MOST_FALLBACKS && from.getFallbackOfferId() != null; i++) {
            Offer next = catalog.offer(from.getFallbackOfferId());
            if (next == null) {
                break;
            }
            if (refusal(next, affiliate, kind, caps) == null) {
                return new Welcome(next, affiliate.getId(), own);
            }
            url = url == null ? next.getFallbackUrl() : url;
            from = next;
        }
        return new TurnedAway(own, url);
    }

    private static @Nullable Refusal refusal(Offer offer, @Nullable Affiliate affiliate, ClickKind kind, CapGate caps) {
        if (offer.getStatus() != OfferStatus.ACTIVE) {
            return Refusal.OFFER_NOT_ACTIVE;
        }
        if (affiliate == null) {
            return Refusal.UNKNOWN_AFFILIATE;
        }
        if (affiliate.getStatus() != AffiliateStatus.ACTIVE || !mayRun(affiliate.getId(), offer)) {
            return Refusal.AFFILIATE_NOT_ALLOWED;
        }
        if (kind == ClickKind.IMPRESSION && offer.getViewWindowMs() == null) {
            return Refusal.IMPRESSIONS_NOT_TAKEN;
        }
        return caps.lets(offer, affiliate.getId()) ? null : Refusal.CLICK_CAP_REACHED;
    }

    private static boolean mayRun(String affiliateId, Offer offer) {
        return offer.getAffiliates().isEmpty() || offer.getAffiliates().contains(affiliateId);
    }
}
