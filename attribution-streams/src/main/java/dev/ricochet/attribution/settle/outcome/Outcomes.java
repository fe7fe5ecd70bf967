package dev.ricochet.attribution.settle.outcome;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.explain.PublicReason;
import dev.ricochet.attribution.settle.ledger.Booking;
import dev.ricochet.attribution.settle.ledger.Decision;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.Unmatched;
import dev.ricochet.schemas.reason.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes decisions down. */
public final class Outcomes {

    private Outcomes() {}

    /** The goal is the offer's that was meant; null where the offer has none of that name. */
    public static PostbackOutcome of(MatchedPostback matched, @Nullable String goal, Decision decision) {
        PostbackOutcome.Builder outcome = about(matched, goal);
        if (decision instanceof Decision.Converted converted) {
            return because(making(outcome, converted.booking()), OutcomeKind.CONVERTED, converted.why());
        }
        if (decision instanceof Decision.Updated updated) {
            return because(making(outcome, updated.booking()), OutcomeKind.UPDATED, updated.why());
        }
        if (decision instanceof Decision.Denied denied) {
            return because(making(outcome, denied.booking()), OutcomeKind.REJECTED, denied.why());
        }
        if (decision instanceof Decision.Duplicate duplicate) {
            outcome.setOriginalReceiptId(duplicate.originalReceiptId());
            return because(naming(outcome, duplicate.conversion()), OutcomeKind.DUPLICATE, duplicate.why());
        }
        if (decision instanceof Decision.Rejected rejected) {
            return because(naming(outcome, rejected.conversion()), OutcomeKind.REJECTED, rejected.why());
        }
        if (decision instanceof Decision.Tested tested) {
            return because(outcome, OutcomeKind.TEST, tested.why());
        }
        if (decision instanceof Decision.Unmatched) {
            return unmatched(outcome, matched, Objects.requireNonNull(matched.getUnmatched(), "says why"));
        }
        throw new IllegalStateException("no outcome is written for " + decision);
    }

    private static PostbackOutcome.Builder about(MatchedPostback matched, @Nullable String goal) {
        Postback postback = matched.getPostback();
        return PostbackOutcome.newBuilder()
                .setReceiptId(postback.getReceiptId())
                .setDecidedBy(Decider.SETTLE)
                .setReceivedAt(postback.getReceivedAt())
                .setAdvertiserId(matched.getAdvertiserId())
                .setOfferId(orNull(matched.getOfferId()))
                .setAffiliateId(orNull(matched.getAffiliateId()))
                .setClickId(postback.getClickId())
                .setOrderId(postback.getOrderId())
                .setGoal(goal != null ? goal : postback.getGoal());
    }

    private static PostbackOutcome.Builder making(PostbackOutcome.Builder outcome, Booking booking) {
        Conversion conversion = booking.entry().getConversion();
        if (booking.before() == null) {
            outcome.setChecks(conversion.getChecks());
        }
        return naming(outcome, conversion).setConversionVersion(conversion.getVersion());
    }

    /** A postback that is credited to nobody may still speak of a conversion that is credited to somebody. */
    private static PostbackOutcome.Builder naming(PostbackOutcome.Builder outcome, @Nullable Conversion conversion) {
        if (conversion == null) {
            return outcome;
        }
        String affiliateId = outcome.getAffiliateId();
        return outcome.setConversionId(conversion.getConversionId())
                .setAffiliateId(affiliateId == null ? conversion.getAffiliateId() : affiliateId);
    }

    /** match decided, but for a customer whom only settle could know. */
    private static PostbackOutcome unmatched(PostbackOutcome.Builder outcome, MatchedPostback matched, Unmatched why) {
        boolean settleLooked = matched.getAttribution() == Attribution.CUSTOMER;
        String offerId = why.getOfferId();
        return outcome.setOutcome(OutcomeKind.UNMATCHED)
                .setDecidedBy(settleLooked ? Decider.SETTLE : Decider.MATCH)
                .setReason(why.getReason())
                .setPublicReason(
                        Reason.of(why.getReason()).map(PublicReason::of).orElse(why.getReason()))
                .setObserved(why.getObserved())
                .setThreshold(why.getThreshold())
                .setRuleVersion(why.getOfferVersion())
                .setOfferId(offerId == null ? matched.getPostback().getOfferId() : offerId)
                .setAffiliateId(why.getAffiliateId())
                .build();
    }

    private static @Nullable String orNull(String id) {
        return id.isEmpty() ? null : id;
    }

    private static PostbackOutcome because(
            PostbackOutcome.Builder outcome, OutcomeKind kind, @Nullable Explanation why) {
        outcome.setOutcome(kind);
        if (why != null) {
            outcome.setReason(why.reason().code())
                    .setObserved(why.observed())
                    .setThreshold(why.threshold())
                    .setRuleId(why.ruleId())
                    .setRuleVersion(why.ruleVersion())
                    .setPublicReason(why.publicReason());
        }
        return outcome.build();
    }
}
