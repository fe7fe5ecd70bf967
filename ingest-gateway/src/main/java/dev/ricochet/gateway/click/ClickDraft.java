package dev.ricochet.gateway.click;

import dev.ricochet.gateway.visitor.Visitor;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A click before it is known who takes it.
 *
 * @param at when it happened, to the millisecond
 */
public record ClickDraft(ClickKind kind, Instant at, Link link, Visitor visitor) {

    /** The click of an offer that takes it. */
    Click on(Offer offer, String affiliateId, String clickId) {
        return click(offer.getAdvertiserId(), offer.getId(), affiliateId, clickId);
    }

    /** Of a visitor whom no offer takes: for the macros of a fallback URL, never written. */
    Click onNothing(String offerId, @Nullable String affiliateId) {
        return click("", offerId, affiliateId == null ? "" : affiliateId, "");
    }

    private Click click(String advertiserId, String offerId, String affiliateId, String clickId) {
        return new Click(
                clickId,
                kind,
                at,
                advertiserId,
                offerId,
                affiliateId,
                link.source(),
                link.subs(),
                visitor.address(),
                visitor.userAgent(),
                visitor.referrer(),
                visitor.language(),
                visitor.country(),
                visitor.automation(),
                link.visitorId());
    }
}
