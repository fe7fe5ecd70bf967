package dev.ricochet.attribution.match;

import dev.ricochet.attribution.match.MatchDecision.Held;
import dev.ricochet.attribution.match.MatchDecision.Matched;
import dev.ricochet.attribution.match.MatchDecision.OfferVersion;
import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.Verdict;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.Touch;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.MatchHeldPostback;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Decides to what a postback is credited: its click, else its coupon, else its customer. A pure function of its arguments.
 *
 * <p>The click's offer counts, whatever offer the postback names. Coupon and customer are asked where the postback names
 * no click, or a click that is unreadable as an id, too old, or never came; not where the click id is forged, belongs to
 * another advertiser or to a blocked affiliate, since then somebody tries.
 */
final class Matcher {

    private final ClickIds clickIds;
    private final Duration defaultHold;

    /**
     * A matcher for ids signed under these keys.
     *
     * @param defaultHold how long a postback of an advertiser without offers waits for its click
     */
    Matcher(ClickIds clickIds, Duration defaultHold) {
        this.clickIds = clickIds;
        this.defaultHold = defaultHold;
    }

    /** @param known the catalog with its history; the postback is judged by what was in force when it was received */
    MatchDecision decide(Postback postback, Catalog known, ClickFinder clicks) {
        Catalog catalog = known.at(postback.getReceivedAt());
        String clickId = postback.getClickId();
        if (clickId == null || clickId.isBlank()) {
            return Clickless.decide(postback, catalog, new Unmatched(Reason.NO_CLICK_ID, null, null));
        }
        Verdict verdict = clickIds.verify(clickId);
        if (verdict instanceof Verdict.Malformed malformed) {
            return Clickless.decide(postback, catalog, new Unmatched(Reason.CLICK_FORGED, malformed.detail(), null));
        }
        if (verdict instanceof Verdict.Forged forged) {
            return new Unmatched(Reason.CLICK_FORGED, forged.detail(), null);
        }
        Instant clickedAt = ((Verdict.Genuine) verdict).at();
        ClickFinder.Answer answer = clicks.find(clickId);
        if (answer instanceof ClickFinder.Answer.Found found) {
            return byClick(postback, found.click(), catalog, clicks);
        }
        if (answer instanceof ClickFinder.Answer.Unreadable unreadable) {
            return Clickless.decide(
                    postback, catalog, new Unmatched(Reason.CLICK_NOT_FOUND, unreadable.detail(), null));
        }
        if (clickedAt.isBefore(clicks.keptSince())) {
            Unmatched forgotten = new Unmatched(
                    Reason.CLICK_EXPIRED, "clicked at " + clickedAt, "clicks are kept since " + clicks.keptSince());
            return Clickless.decide(postback, catalog, forgotten);
        }
        return hold(postback, catalog);
    }

    /** What becomes of a held postback whose click did not come. */
    MatchDecision expire(MatchHeldPostback held, Catalog known) {
        Catalog catalog = known.at(held.getPostback().getReceivedAt());
        String offerId = held.getOfferId();
        Unmatched never = new Unmatched(
                Reason.CLICK_NOT_FOUND,
                "no click until " + held.getDeadlineAt(),
                Duration.ofMillis(held.getHoldMs()).toString(),
                offerId == null ? null : new OfferVersion(offerId, held.getOfferVersion()),
                null);
        return Clickless.decide(held.getPostback(), catalog, never);
    }

    private MatchDecision byClick(Postback postback, Click click, Catalog catalog, ClickFinder clicks) {
        String advertiserId = postback.getAdvertiserId();
        if (!click.getAdvertiserId().equals(advertiserId)) {
            return new Unmatched(
                    Reason.CLICK_NOT_ALLOWED,
                    "click of advertiser " + click.getAdvertiserId(),
                    "postback of advertiser " + advertiserId);
        }
        Offer offer = catalog.offer(click.getOfferId());
        if (offer == null) {
            return new Unmatched(
                    Reason.UNKNOWN_OFFER,
                    click.getOfferId(),
                    null,
                    new OfferVersion(click.getOfferId(), null),
                    click.getAffiliateId());
        }
        if (!offer.getAdvertiserId().equals(advertiserId)) {
            return new Unmatched(
                    Reason.CLICK_NOT_ALLOWED,
                    "offer of advertiser " + offer.getAdvertiserId(),
                    "postback of advertiser " + advertiserId,
                    OfferVersion.of(offer),
                    click.getAffiliateId());
        }
        if (!credits(postback)) {
            return matched(postback, click, List.of());
        }
        if (Blocking.isBlocked(click.getAffiliateId(), catalog)) {
            return new Unmatched(
                    Reason.CLICK_NOT_ALLOWED,
                    "click of affiliate " + click.getAffiliateId() + ", " + AffiliateStatus.BLOCKED,
                    "affiliate not " + AffiliateStatus.BLOCKED,
                    OfferVersion.of(offer),
                    click.getAffiliateId());
        }
        return VisitorPath.isAskedFor(offer, click)
                ? byPath(postback, click, offer, catalog, clicks)
                : byNamed(postback, click, offer, catalog);
    }

    private static MatchDecision byNamed(Postback postback, Click click, Offer offer, Catalog catalog) {
        return Window.of(offer, click.getKind()).holds(click, postback.getReceivedAt())
                ? matched(postback, click, List.of())
                : Clickless.decide(postback, catalog, late(postback, click, offer));
    }

    /** A path with holes would be credited wrongly, and for ever: it is waited for, as an early postback waits for its click. */
    private MatchDecision byPath(Postback postback, Click click, Offer offer, Catalog catalog, ClickFinder clicks) {
        Instant since = postback.getReceivedAt().minus(Window.longest(offer));
        List<Click> visits = clicks.visits(click, since);
        if (!clicks.isComplete()) {
            return new Held(Duration.ofMillis(offer.getEarlyHoldMs()), offer);
        }
        VisitorPath path = VisitorPath.of(visits, offer, catalog, postback.getReceivedAt());
        return path == null
                ? Clickless.decide(postback, catalog, late(postback, click, offer))
                : matched(postback, path.credited(), path.told());
    }

    private static Unmatched late(Postback postback, Click click, Offer offer) {
        Duration window = Window.of(offer, click.getKind()).length();
        return window == null
                ? new Unmatched(
                        Reason.CLICK_NOT_ALLOWED,
                        "impression",
                        "clicks: the offer has no view_window",
                        OfferVersion.of(offer),
                        click.getAffiliateId())
                : new Unmatched(
                        Reason.CLICK_EXPIRED,
                        Window.age(click, postback.getReceivedAt()).toString(),
                        window.toString(),
                        OfferVersion.of(offer),
                        click.getAffiliateId());
    }

    /** A window bounds what is credited; a rejection or reversal of what was credited in time may come any time later. */
    private static boolean credits(Postback postback) {
        return switch (postback.getStatus()) {
            case REJECTED, REVERSED -> false;
            case NONE, PENDING, APPROVED, UNKNOWN -> true;
        };
    }

    private Held hold(Postback postback, Catalog catalog) {
        return OffersMeant.by(postback, catalog)
                .max(Comparator.comparingLong(Offer::getEarlyHoldMs).thenComparing(Offer::getId))
                .map(offer -> new Held(Duration.ofMillis(offer.getEarlyHoldMs()), offer))
                .orElseGet(() -> new Held(defaultHold, null));
    }

    private static Matched matched(Postback postback, Click credited, List<Touch> path) {
        return new Matched(MatchedPostback.newBuilder()
                .setPostback(postback)
                .setAttribution(credited.getKind() == ClickKind.IMPRESSION ? Attribution.IMPRESSION : Attribution.CLICK)
                .setClick(credited)
                .setAdvertiserId(postback.getAdvertiserId())
                .setOfferId(credited.getOfferId())
                .setAffiliateId(credited.getAffiliateId())
                .setPath(path)
                .build());
    }
}
