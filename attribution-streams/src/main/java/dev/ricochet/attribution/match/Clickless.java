package dev.ricochet.attribution.match;

import dev.ricochet.attribution.match.MatchDecision.Matched;
import dev.ricochet.attribution.match.MatchDecision.OfferVersion;
import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * To whom an order is credited that has no click: by its coupon, else by its customer. Where several offers could be meant,
 * the first by id is.
 */
final class Clickless {

    private Clickless() {}

    /** {@code otherwise} stays the answer where neither tells; a missing click id is then explained by what was tried. */
    static MatchDecision decide(Postback postback, Catalog catalog, Unmatched otherwise) {
        String coupon = present(postback.getCouponCode());
        if (coupon == null) {
            return byCustomer(postback, catalog, otherwise);
        }
        Optional<Offer> offer = OffersMeant.by(postback, catalog)
                .filter(candidate -> candidate.getCoupons().containsKey(coupon))
                .min(Comparator.comparing(Offer::getId));
        if (offer.isPresent()) {
            String affiliateId = Objects.requireNonNull(offer.get().getCoupons().get(coupon), "filtered");
            return new Matched(matched(postback, Attribution.COUPON, offer.get())
                    .setAffiliateId(affiliateId)
                    .build());
        }
        return byCustomer(
                postback,
                catalog,
                otherwise.reason() == Reason.NO_CLICK_ID
                        ? new Unmatched(Reason.UNKNOWN_COUPON, coupon, null)
                        : otherwise);
    }

    /** Only settle knows who brought which customer, so it is told how the postback ends if nobody did. */
    private static MatchDecision byCustomer(Postback postback, Catalog catalog, Unmatched otherwise) {
        String customer = present(postback.getCustomerId());
        Optional<Offer> offer = customer == null
                ? Optional.empty()
                : OffersMeant.by(postback, catalog)
                        .filter(candidate -> candidate.getCustomerMemoryMs() != null)
                        .min(Comparator.comparing(Offer::getId));
        if (customer == null || offer.isEmpty()) {
            return otherwise;
        }
        Unmatched unknown =
                otherwise.reason() == Reason.NO_CLICK_ID ? unknownCustomer(customer, offer.get()) : otherwise;
        return new Matched(matched(postback, Attribution.CUSTOMER, offer.get())
                .setAffiliateId("")
                .setUnmatched(unknown.told())
                .build());
    }

    private static Unmatched unknownCustomer(String customer, Offer offer) {
        Duration memory = Duration.ofMillis(Objects.requireNonNull(offer.getCustomerMemoryMs(), "filtered"));
        return new Unmatched(
                Reason.UNKNOWN_CUSTOMER, customer, "remembered for " + memory, OfferVersion.of(offer), null);
    }

    private static MatchedPostback.Builder matched(Postback postback, Attribution attribution, Offer offer) {
        return MatchedPostback.newBuilder()
                .setPostback(postback)
                .setAttribution(attribution)
                .setAdvertiserId(postback.getAdvertiserId())
                .setOfferId(offer.getId());
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
