package dev.ricochet.gateway.click;

import dev.ricochet.gateway.click.ClickDecision.TurnedAway;
import dev.ricochet.gateway.click.ClickDecision.Welcome;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.click.VisitorTag;
import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.reason.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides where a click goes, whether a visitor follows a link or an affiliate's server reports one. */
public final class ClickDesk {
    private static final String NO_CLICK = "";

    private final ClickServices services;

    public ClickDesk(ClickServices services) {
        this.services = services;
    }

    /** Decides, counts the click toward caps, and gives it an id; the caller writes it. */
    public ClickOutcome take(ClickDraft draft, String offerId, @Nullable String affiliateId) {
        return decide(draft, offerId, affiliateId, true);
    }

    /** What {@link #take} would decide; nothing is counted, and the click id is empty. */
    ClickOutcome peek(ClickDraft draft, String offerId, @Nullable String affiliateId) {
        return decide(draft, offerId, affiliateId, false);
    }

    private ClickOutcome decide(ClickDraft draft, String offerId, @Nullable String affiliateId, boolean real) {
        CapGate gate = gate(draft, real);
        ClickDecision decision = ClickPolicy.judge(services.catalog().get(), offerId, affiliateId, draft.kind(), gate);
        if (decision instanceof Welcome welcome) {
            return welcome(draft, welcome, real);
        }
        TurnedAway turnedAway = (TurnedAway) decision;
        return turnAway(draft.onNothing(offerId, affiliateId), turnedAway);
    }

    private ClickOutcome welcome(ClickDraft draft, Welcome welcome, boolean real) {
        Offer offer = welcome.offer();
        String clickId = real ? mint(draft, offer) : NO_CLICK;
        Click click = draft.on(offer, welcome.affiliateId(), clickId);
        String landingUrl = LandingUrl.fill(offer.getLandingUrl(), click);
        if (landingUrl == null) {
            if (real) {
                undo(click);
            }
            Click nothing = draft.onNothing(offer.getId(), welcome.affiliateId());
            return turnAway(nothing, new TurnedAway(Refusal.MISCONFIGURED, offer.getFallbackUrl()));
        }
        if (real && welcome.diverted() != null) {
            services.metrics().diverted(welcome.diverted());
        }
        return new ClickOutcome.Taken(click, landingUrl);
    }

    /** Takes back what {@link #take} counted, for a click of which nothing came. */
    public void undo(Click click) {
        Offer offer = services.catalog().get().offer(click.getOfferId());
        if (offer != null && counts(click.getKind(), click.getAutomation())) {
            services.caps().giveBack(offer, click.getAffiliateId(), now());
        }
    }

    /** An offer that looks at more than the click that is named gets the visitor's clicks into one place. */
    private String mint(ClickDraft draft, Offer offer) {
        String visitorId = draft.link().visitorId();
        boolean looksAtPaths = offer.getAttribution() != AttributionModel.LAST_CLICK || offer.getViewWindowMs() != null;
        return visitorId != null && looksAtPaths
                ? services.clickIds().mint(draft.at(), VisitorTag.of(offer.getId(), visitorId))
                : services.clickIds().mint(draft.at());
    }

    private static ClickOutcome turnAway(Click nothing, TurnedAway turnedAway) {
        String template = turnedAway.fallbackUrl();
        return new ClickOutcome.NotTaken(
                turnedAway.reason(), template == null ? null : LandingUrl.fill(template, nothing));
    }

    /**
     * Impressions are no clicks to a cap; prefetches and bots are sent on while there is room, and take none. Caps are held against the time at which the visitor is sent on, whenever the click is said to have been.
     */
    private CapGate gate(ClickDraft draft, boolean real) {
        if (draft.kind() == ClickKind.IMPRESSION) {
            return (offer, affiliate) -> true;
        }
        return real && counts(draft.kind(), draft.visitor().automation())
                ? (offer, affiliate) -> services.caps().take(offer, affiliate, now())
                : (offer, affiliate) -> services.caps().hasRoom(offer, affiliate, now());
    }

    private static boolean counts(ClickKind kind, Automation automation) {
        return kind == ClickKind.CLICK && automation == Automation.NONE;
    }

    private Instant now() {
        return services.clock().instant();
    }
}
