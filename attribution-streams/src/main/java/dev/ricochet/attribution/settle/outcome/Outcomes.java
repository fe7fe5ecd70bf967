package dev.ricochet.attribution.settle.outcome;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.ledger.Booking;
import dev.ricochet.attribution.settle.ledger.Decision;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
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
        throw new IllegalStateException("no outcome is written for " + decision);
    }

    private static PostbackOutcome.Builder about(MatchedPostback matched, @Nullable String goal) {
        Postback postback = matched.getPostback();
        return PostbackOutcome.newBuilder()
                .setReceiptId(postback.getReceiptId())
                .setDecidedBy(Decider.SETTLE)
                .setReceivedAt(postback.getReceivedAt())
                .setAdvertiserId(matched.getAdvertiserId())
                .setOfferId(matched.getOfferId())
                .setAffiliateId(matched.getAffiliateId())
                .setClickId(postback.getClickId())
                .setOrderId(postback.getOrderId())
                .setGoal(goal != null ? goal : postback.getGoal());
    }

    private static PostbackOutcome.Builder making(PostbackOutcome.Builder outcome, Booking booking) {
        Conversion conversion = booking.entry().getConversion();
        return naming(outcome, conversion).setConversionVersion(conversion.getVersion());
    }

    private static PostbackOutcome.Builder naming(PostbackOutcome.Builder outcome, @Nullable Conversion conversion) {
        return conversion == null ? outcome : outcome.setConversionId(conversion.getConversionId());
    }

    private static PostbackOutcome because(
            PostbackOutcome.Builder outcome, OutcomeKind kind, @Nullable Explanation why) {
        outcome.setOutcome(kind);
        if (why != null) {
            outcome.setReason(why.reason().code())
                    .setObserved(why.observed())
                    .setThreshold(why.threshold())
                    .setRuleId(why.ruleId())
                    .setRuleVersion(why.ruleVersion());
        }
        return outcome.build();
    }
}
