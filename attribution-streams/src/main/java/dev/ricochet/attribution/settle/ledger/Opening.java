package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.cap.CapCounts;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.fraud.Screening;
import dev.ricochet.attribution.settle.lifecycle.Assertion;
import dev.ricochet.attribution.settle.lifecycle.Lifecycle;
import dev.ricochet.attribution.settle.price.Origin;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.price.Sale;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleClaim;
import org.jspecify.annotations.Nullable;

/** Makes a conversion of its first postback: fraud, price, caps, in this order. */
record Opening(SettleClaim claim, MatchedPostback matched, Rules rules, CapCounts counts) {

    Decision decide() {
        Assertion assertion = Assertion.of(postback().getStatus());
        if (assertion == Assertion.REVERSED) {
            return new Decision.Rejected(null, Explanation.of(Reason.CONVERSION_NOT_FOUND));
        }
        if (assertion == Assertion.REJECTED) {
            return new Decision.Converted(
                    Booking.of(draft().worthless(ConversionStatus.REJECTED, null)),
                    Explanation.of(Reason.ADVERTISER_REJECTED));
        }
        Sale sale = new Sale(postback(), postback().getReceivedAt(), Origin.of(matched, rules), volumes());
        Pricing pricing = Pricing.of(sale, rules);
        if (pricing instanceof Pricing.Unpriceable unpriceable) {
            return new Decision.Rejected(null, unpriceable.why());
        }
        Screening screening = Screening.of(matched, rules);
        if (screening.verdict() == Screening.Verdict.REJECT && screening.why() != null) {
            return denied(screening.why());
        }
        return withinCaps(assertion, (Pricing.Priced) pricing, screening);
    }

    private Decision withinCaps(Assertion assertion, Pricing.Priced price, Screening screening) {
        CapCheck caps = CapCheck.of(rules, matched.getAffiliateId(), postback().getReceivedAt(), counts);
        ConversionStatus status = screening.verdict() == Screening.Verdict.HOLD
                ? ConversionStatus.HELD
                : Lifecycle.opening(assertion, rules.goal().getApproval());
        if (caps instanceof CapCheck.Over over) {
            return overCap(over, status, price);
        }
        var counters = ((CapCheck.Room) caps).counters();
        Explanation why = screening.why();
        String reason = why == null ? null : why.reason().code();
        return new Decision.Converted(
                Booking.taking(draft().counting(counters).priced(status, price, reason), counters),
                why != null ? why : awaited(assertion, status));
    }

    private Decision overCap(CapCheck.Over over, ConversionStatus status, Pricing.Priced price) {
        String reason = over.why().reason().code();
        return switch (over.policy()) {
            case REJECT, UNKNOWN -> denied(over.why());
            case PENDING -> {
                ConversionStatus waiting = status == ConversionStatus.HELD ? status : ConversionStatus.PENDING;
                yield new Decision.Converted(
                        Booking.of(draft().standing(CapStanding.WAITING).priced(waiting, price, reason)), over.why());
            }
            case PAY_ZERO ->
                new Decision.Converted(
                        Booking.of(draft().standing(CapStanding.UNPAID).priced(status, price, reason)), over.why());
        };
    }

    private Decision denied(Explanation why) {
        return new Decision.Denied(
                Booking.of(draft().worthless(
                                ConversionStatus.REJECTED, why.reason().code())),
                why);
    }

    private EntryDraft draft() {
        return EntryDraft.of(claim, matched, rules, volumes().askedFor(rules.offer()));
    }

    private CountedVolumes volumes() {
        return CountedVolumes.next(
                rules.offer().getId(), matched.getAffiliateId(), postback().getReceivedAt(), counts);
    }

    private Postback postback() {
        return matched.getPostback();
    }

    /** Why a conversion that nothing stands against is not approved; null where the advertiser itself said so. */
    private static @Nullable Explanation awaited(Assertion assertion, ConversionStatus status) {
        return assertion == Assertion.NOTHING && status == ConversionStatus.PENDING
                ? Explanation.of(Reason.AWAITING_APPROVAL)
                : null;
    }
}
