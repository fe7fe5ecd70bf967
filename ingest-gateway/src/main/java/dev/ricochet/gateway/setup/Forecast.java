package dev.ricochet.gateway.setup;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would become of an accepted postback as far as the catalog and its click tell. What depends on other postbacks is not
 * looked at: {@link #NOT_EVALUATED} names it, and every answer repeats it.
 */
final class Forecast {
    static final List<String> NOT_EVALUATED = List.of(
            "duplicates",
            "changes of an earlier conversion",
            "caps",
            "fraud rules",
            "affiliate status",
            "price",
            "the customer's earlier orders",
            "other clicks of the visitor");

    private final Catalog catalog;
    private final Postback postback;
    private final Instant now;

    Forecast(Catalog catalog, Postback postback, Instant now) {
        this.catalog = catalog;
        this.postback = postback;
        this.now = now;
    }

    /** How it would end: credited, unmatched, waiting or rejected. */
    enum Verdict {
        CREDITED,
        UNMATCHED,
        WAITING,
        REJECTED
    }

    Map<String, Object> by(ClickSight sight) {
        if (sight instanceof ClickSight.Found found) {
            return byClick(found);
        }
        if (sight instanceof ClickSight.Forged forged) {
            return said(Verdict.UNMATCHED, Reason.CLICK_FORGED, forged.detail(), null);
        }
        return byCoupon().orElseGet(() -> {
            if (sight instanceof ClickSight.Malformed malformed) {
                return said(Verdict.UNMATCHED, Reason.CLICK_FORGED, malformed.detail(), null);
            }
            if (sight instanceof ClickSight.NotFound notFound) {
                return waiting(notFound);
            }
            return postback.getCouponCode() == null
                    ? said(Verdict.UNMATCHED, Reason.NO_CLICK_ID, null, null)
                    : said(Verdict.UNMATCHED, Reason.UNKNOWN_COUPON, postback.getCouponCode(), null);
        });
    }

    private Map<String, Object> byClick(ClickSight.Found found) {
        Click click = found.click();
        Offer offer = catalog.offer(click.getOfferId());
        String advertiserId = postback.getAdvertiserId();
        if (!click.getAdvertiserId().equals(advertiserId)
                || (offer != null && !offer.getAdvertiserId().equals(advertiserId))) {
            return said(Verdict.UNMATCHED, Reason.CLICK_NOT_ALLOWED, "click of another advertiser", advertiserId);
        }
        if (offer == null) {
            return said(Verdict.UNMATCHED, Reason.UNKNOWN_OFFER, click.getOfferId(), null);
        }
        boolean credits =
                postback.getStatus() != ReportedStatus.REJECTED && postback.getStatus() != ReportedStatus.REVERSED;
        if (!credits) {
            return credited(offer, click.getAffiliateId());
        }
        Affiliate affiliate = catalog.affiliate(click.getAffiliateId());
        if (affiliate != null && affiliate.getStatus() == AffiliateStatus.BLOCKED) {
            return said(Verdict.UNMATCHED, Reason.CLICK_NOT_ALLOWED, "click of a blocked affiliate", affiliate.getId());
        }
        Long window = offer.getViewWindowMs();
        if (click.getKind() == ClickKind.CLICK) {
            window = offer.getClickWindowMs();
        }
        if (window == null) {
            return byCoupon()
                    .orElseGet(() -> said(Verdict.UNMATCHED, Reason.CLICK_NOT_ALLOWED, "impression", "clicks"));
        }
        Duration age = Duration.between(found.at(), now);
        String limit = Duration.ofMillis(window).toString();
        if (age.toMillis() > window) {
            return byCoupon().orElseGet(() -> said(Verdict.UNMATCHED, Reason.CLICK_EXPIRED, age.toString(), limit));
        }
        return credited(offer, click.getAffiliateId());
    }

    private Optional<Map<String, Object>> byCoupon() {
        String coupon = postback.getCouponCode();
        if (coupon == null) {
            return Optional.empty();
        }
        return catalog.offers().stream()
                .filter(offer -> offer.getAdvertiserId().equals(postback.getAdvertiserId()))
                .filter(offer ->
                        postback.getOfferId() == null || postback.getOfferId().equals(offer.getId()))
                .filter(offer -> offer.getCoupons().containsKey(coupon))
                .findFirst()
                .map(offer -> credited(
                        offer, Objects.requireNonNull(offer.getCoupons().get(coupon), "filtered")));
    }

    private Map<String, Object> waiting(ClickSight.NotFound sight) {
        String read = "not among " + sight.records() + " clicks since " + sight.at();
        Map<String, Object> json = said(Verdict.WAITING, Reason.CLICK_NOT_FOUND, read, null);
        json.put("note", "a postback waits for its click as long as the offer's early_hold says");
        return json;
    }

    private Map<String, Object> credited(Offer offer, String affiliateId) {
        String goal = postback.getGoal();
        boolean known = goal == null
                || offer.getGoals().stream().anyMatch(one -> one.getId().equals(goal));
        Map<String, Object> json = known
                ? said(Verdict.CREDITED, null, null, null)
                : said(Verdict.REJECTED, Reason.UNKNOWN_GOAL, goal, null);
        json.put("offer_id", offer.getId());
        json.put("offer_version", offer.getVersion());
        json.put("affiliate_id", affiliateId);
        if (known) {
            json.put("goal", goal == null ? offer.getGoals().get(0).getId() : goal);
        }
        return json;
    }

    private static Map<String, Object> said(
            Verdict verdict, @Nullable Reason reason, @Nullable String observed, @Nullable String threshold) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verdict.name().toLowerCase(java.util.Locale.ROOT));
        if (reason != null) {
            json.put("reason", reason.code());
        }
        if (observed != null) {
            json.put("observed", observed);
        }
        if (threshold != null) {
            json.put("threshold", threshold);
        }
        return json;
    }
}
