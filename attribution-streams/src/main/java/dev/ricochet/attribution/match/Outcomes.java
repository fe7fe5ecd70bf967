package dev.ricochet.attribution.match;

import dev.ricochet.attribution.match.MatchDecision.OfferVersion;
import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;

/** Writes the outcome of a postback that ends in match. */
final class Outcomes {

    private Outcomes() {}

    static PostbackOutcome of(Postback postback, Unmatched unmatched) {
        OfferVersion offer = unmatched.offer();
        return PostbackOutcome.newBuilder()
                .setReceiptId(postback.getReceiptId())
                .setOutcome(OutcomeKind.UNMATCHED)
                .setReason(unmatched.reason().code())
                .setObserved(unmatched.observed())
                .setThreshold(unmatched.threshold())
                .setRuleVersion(offer == null ? null : offer.version())
                .setDecidedBy(Decider.MATCH)
                .setReceivedAt(postback.getReceivedAt())
                .setAdvertiserId(postback.getAdvertiserId())
                .setOfferId(offer == null ? postback.getOfferId() : offer.offerId())
                .setAffiliateId(unmatched.affiliateId())
                .setClickId(postback.getClickId())
                .setOrderId(postback.getOrderId())
                .setGoal(postback.getGoal())
                .build();
    }
}
