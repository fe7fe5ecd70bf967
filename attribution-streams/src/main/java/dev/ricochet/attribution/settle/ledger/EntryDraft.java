package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.lifecycle.Assertion;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.price.SaleAmount;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.attribution.settle.split.Credits;
import dev.ricochet.attribution.settle.split.Payouts;
import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.VersionCause;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Version 1 of a conversion in the making, with the lineage that all its versions keep. */
record EntryDraft(
        SettleClaim claim,
        MatchedPostback matched,
        Rules rules,
        List<Check> checks,
        Map<String, Long> volumes,
        CapStanding standing,
        List<Counter> counters) {

    /**
     * @param checks what every rule said of it
     * @param volumes by which number it was priced, where a price asks
     */
    static EntryDraft of(
            SettleClaim claim, MatchedPostback matched, Rules rules, List<Check> checks, Map<String, Long> volumes) {
        return new EntryDraft(claim, matched, rules, checks, volumes, CapStanding.WITHIN, List.of());
    }

    EntryDraft standing(CapStanding toCaps) {
        return new EntryDraft(claim, matched, rules, checks, volumes, toCaps, counters);
    }

    EntryDraft counting(List<Counter> in) {
        return new EntryDraft(claim, matched, rules, checks, volumes, standing, in);
    }

    /** Worth what the price says; nothing for the affiliate where it stands unpaid. */
    SettleEntry priced(ConversionStatus status, Pricing.Priced price, @Nullable Explanation why) {
        Money payout = standing == CapStanding.UNPAID ? zero() : price.payout();
        return entry(lineage(status, why)
                .setPayout(payout.wire())
                .setRevenue(price.revenue().wire())
                .setPayoutRule(price.payoutRule())
                .setRevenueRule(price.revenueRule())
                .build());
    }

    /** Worth nothing to anybody. */
    SettleEntry worthless(ConversionStatus status, @Nullable Explanation why) {
        return entry(lineage(status, why)
                .setPayout(zero().wire())
                .setRevenue(zero().wire())
                .build());
    }

    private SettleEntry entry(Conversion conversion) {
        Postback postback = matched.getPostback();
        Assertion assertion = Assertion.of(postback.getStatus());
        return SettleEntry.newBuilder()
                .setConversion(Payouts.divided(conversion))
                .setAssertions(
                        assertion == Assertion.NOTHING ? Map.of() : Map.of(assertion.name(), postback.getReceiptId()))
                .setCounters(counters.stream().map(Counter::id).toList())
                .setCapStanding(standing)
                .setVolumes(volumes)
                .setSaidSale(conversion.getSaleAmount())
                .setExpiresAt(kept(conversion.getApprovesAt()))
                .build();
    }

    /** As long as somebody may speak of it, and its own time may come. */
    private Instant kept(@Nullable Instant approvesAt) {
        Instant claimed = claim.getExpiresAt();
        return approvesAt == null || approvesAt.isBefore(claimed) ? claimed : approvesAt;
    }

    private Conversion.Builder lineage(ConversionStatus status, @Nullable Explanation why) {
        Postback postback = matched.getPostback();
        Instant at = postback.getReceivedAt();
        SaleAmount.Known sale = SaleAmount.orNone(postback, at, rules);
        Conversion.Builder conversion = first().setConversionId(claim.getConversionId())
                .setVersion(1)
                .setStatus(status)
                .setReason(why == null ? null : why.reason().code())
                .setPublicReason(why == null ? null : why.publicReason())
                .setConvertedAt(at)
                .setChangedAt(at)
                .setApprovedAt(status == ConversionStatus.APPROVED ? at : null)
                .setApprovesAt(status == ConversionStatus.PENDING ? approvesAt(at) : null)
                .setChecks(checks)
                .setReceiptId(postback.getReceiptId())
                .setFirstReceiptId(postback.getReceiptId())
                .setAdvertiserId(matched.getAdvertiserId())
                .setOfferId(matched.getOfferId())
                .setAffiliateId(matched.getAffiliateId())
                .setGoal(rules.goal().getId())
                .setAttribution(matched.getAttribution())
                .setOrderId(postback.getOrderId())
                .setSaleAmount(sale.value())
                .setExchange(sale.exchange())
                .setTier(rules.catalog().tierOf(matched.getAffiliateId()))
                .setSplits(Credits.of(matched, rules))
                .setCurrency(rules.offer().getCurrency())
                .setOfferVersion(rules.offerVersion())
                .setRawStatus(postback.getRawStatus());
        Click click = matched.getClick();
        return click == null ? conversion : credited(conversion, click);
    }

    /** With all that a first version has not, said: for what is not said, Avro searches the default of each field each time. */
    private static Conversion.Builder first() {
        return Conversion.newBuilder()
                .setPreviousStatus(null)
                .setCause(VersionCause.POSTBACK)
                .setActor(null)
                .setNote(null)
                .setDecisionId(null)
                .setAdjustments(List.of())
                .setTest(false)
                .setClickId(null)
                .setClickedAt(null)
                .setSource(null)
                .setSubs(List.of())
                .setCountry(null)
                .setPayoutRule(null)
                .setRevenueRule(null);
    }

    private static Conversion.Builder credited(Conversion.Builder conversion, Click click) {
        return conversion
                .setClickId(click.getClickId())
                .setClickedAt(click.getClickedAt())
                .setSource(click.getSource())
                .setSubs(click.getSubs())
                .setCountry(click.getCountry());
    }

    /** Whoever said that it is pending: where the goal approves after a time, that time runs from now. */
    private @Nullable Instant approvesAt(Instant at) {
        Long after = rules.goal().getApproveAfterMs();
        return rules.goal().getApproval() == Approval.AFTER && after != null ? at.plusMillis(after) : null;
    }

    private Money zero() {
        return Money.zero(rules.offer().getCurrency());
    }
}
