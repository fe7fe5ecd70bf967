package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.cap.CapSubject;
import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.attribution.settle.cap.Tally;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.fraud.Screening;
import dev.ricochet.attribution.settle.lifecycle.Assertion;
import dev.ricochet.attribution.settle.lifecycle.Lifecycle;
import dev.ricochet.attribution.settle.price.Origin;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.price.Sale;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a conversion of its first postback: price, fraud, caps, in this order. */
record Opening(SettleClaim claim, MatchedPostback matched, Rules rules, Terms terms) {

    Decision decide() {
        Assertion assertion = Assertion.of(postback().getStatus());
        if (assertion == Assertion.REVERSED) {
            return new Decision.Rejected(null, Explanation.of(Reason.CONVERSION_NOT_FOUND));
        }
        if (assertion == Assertion.REJECTED) {
            return new Decision.Converted(
                    Booking.opening(draft().worthless(ConversionStatus.REJECTED, null)),
                    Explanation.of(Reason.ADVERTISER_REJECTED));
        }
        Sale sale = new Sale(postback(), postback().getReceivedAt(), Origin.of(matched, rules), volumes());
        Pricing pricing = Pricing.of(sale, rules);
        if (pricing instanceof Pricing.Unpriceable unpriceable) {
            return new Decision.Rejected(null, unpriceable.why());
        }
        Screening screening = Screening.of(matched, rules, terms.fraud());
        if (screening.verdict() == Screening.Verdict.REJECT && screening.why() != null) {
            return denied(screening.why(), screening.checks(), screening, Set.of());
        }
        return withinCaps(assertion, (Pricing.Priced) pricing, screening);
    }

    private Decision withinCaps(Assertion assertion, Pricing.Priced price, Screening screening) {
        CapSubject subject = new CapSubject(
                rules.offer(),
                matched.getAffiliateId(),
                rules.goal().getId(),
                postback().getReceivedAt());
        Tally adding = Tally.one(price.payout().wire(), price.revenue().wire());
        CapCheck caps = CapCheck.of(subject, adding, terms.counts());
        ConversionStatus status = screening.verdict() == Screening.Verdict.HOLD
                ? ConversionStatus.HELD
                : Lifecycle.opening(assertion, rules.goal().getApproval());
        if (caps instanceof CapCheck.Over over) {
            return overCap(over, status, price, screening);
        }
        List<Counter> counters = ((CapCheck.Room) caps).counters();
        Explanation why = screening.why();
        return new Decision.Converted(
                Booking.opening(draft(checks(screening, caps))
                                .counting(counters)
                                .priced(status, price, why))
                        .entering(counters)
                        .seenIn(screening.seen()),
                why != null ? why : awaited(assertion, status));
    }

    private Decision overCap(CapCheck.Over over, ConversionStatus status, Pricing.Priced price, Screening screening) {
        return switch (over.policy()) {
            case REJECT, UNKNOWN -> denied(over.why(), checks(screening, over), screening, over.full());
            case PENDING -> {
                ConversionStatus waiting = status == ConversionStatus.HELD ? status : ConversionStatus.PENDING;
                yield beyond(over, CapStanding.WAITING, waiting, price, screening);
            }
            case PAY_ZERO -> beyond(over, CapStanding.UNPAID, status, price, screening);
        };
    }

    private Decision beyond(
            CapCheck.Over over,
            CapStanding standing,
            ConversionStatus status,
            Pricing.Priced price,
            Screening screening) {
        return new Decision.Converted(
                Booking.opening(draft(checks(screening, over))
                                .standing(standing)
                                .priced(status, price, over.why()))
                        .turnedAwayBy(over.full())
                        .seenIn(screening.seen()),
                over.why());
    }

    private Decision denied(Explanation why, List<Check> checks, Screening screening, Set<String> full) {
        return new Decision.Denied(
                Booking.opening(draft(checks).worthless(ConversionStatus.REJECTED, why))
                        .turnedAwayBy(full)
                        .seenIn(screening.seen()),
                why);
    }

    private EntryDraft draft() {
        return draft(List.of());
    }

    /** What every rule said, and then every cap. */
    private static List<Check> checks(Screening screening, CapCheck caps) {
        List<Check> all = new ArrayList<>(screening.checks());
        all.addAll(caps.checks());
        return all;
    }

    private EntryDraft draft(List<Check> checks) {
        return EntryDraft.of(claim, matched, rules, checks, volumes().askedFor(rules.offer()));
    }

    private CountedVolumes volumes() {
        return CountedVolumes.next(
                rules.offer().getId(), matched.getAffiliateId(), postback().getReceivedAt(), terms.counts());
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
