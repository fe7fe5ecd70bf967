package dev.ricochet.attribution.match;

import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What becomes of a postback. */
sealed interface MatchDecision {

    /** It is credited to somebody, or to whoever brought the customer, which settle knows. */
    record Matched(MatchedPostback matched) implements MatchDecision {}

    /**
     * Its click has not come yet.
     *
     * @param hold how long it waits, from when it was received
     * @param offer the offer that says so; null where the default says so
     */
    record Held(Duration hold, @Nullable Offer offer) implements MatchDecision {}

    /**
     * It is credited to nobody.
     *
     * @param observed what the decision saw, with its unit
     * @param threshold what that was held against, with its unit
     * @param offer the offer it is about, where known
     * @param affiliateId the affiliate it is about, where known
     */
    record Unmatched(
            Reason reason,
            @Nullable String observed,
            @Nullable String threshold,
            @Nullable OfferVersion offer,
            @Nullable String affiliateId)
            implements MatchDecision {

        Unmatched(Reason reason, @Nullable String observed, @Nullable String threshold) {
            this(reason, observed, threshold, null, null);
        }

        /** The record by which settle learns of it. */
        MatchedPostback of(Postback postback) {
            return MatchedPostback.newBuilder()
                    .setPostback(postback)
                    .setAdvertiserId(postback.getAdvertiserId())
                    .setOfferId("")
                    .setAffiliateId("")
                    .setUnmatched(told())
                    .build();
        }

        /** As it stands in records. */
        dev.ricochet.schemas.event.Unmatched told() {
            return dev.ricochet.schemas.event.Unmatched.newBuilder()
                    .setReason(reason.code())
                    .setObserved(observed)
                    .setThreshold(threshold)
                    .setOfferId(offer == null ? null : offer.offerId())
                    .setOfferVersion(offer == null ? null : offer.version())
                    .setAffiliateId(affiliateId)
                    .build();
        }
    }

    /** An offer as it was when the decision fell. */
    record OfferVersion(String offerId, @Nullable Integer version) {

        static OfferVersion of(Offer offer) {
            return new OfferVersion(offer.getId(), offer.getVersion());
        }
    }
}
