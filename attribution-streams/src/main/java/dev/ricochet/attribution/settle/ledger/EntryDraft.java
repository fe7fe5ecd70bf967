package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.attribution.settle.lifecycle.Assertion;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.price.SaleAmount;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.attribution.settle.split.Credits;
import dev.ricochet.attribution.settle.split.Payouts;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Version 1 of a conversion in the making, with the lineage that all its versions keep. */
record EntryDraft(
        SettleClaim claim,
        MatchedPostback matched,
        Rules rules,
        CapStanding standing,
        List<Counter> counters,
        Map<String, Long> volumes) {

    /** @param volumes by which number it was priced, where a price asks */
    static EntryDraft of(SettleClaim claim, MatchedPostback matched, Rules rules, Map<String, Long> volumes) {
        return new EntryDraft(claim, matched, rules, CapStanding.WITHIN, List.of(), volumes);
    }

    EntryDraft standing(CapStanding toCaps) {
        return new EntryDraft(claim, matched, rules, toCaps, counters, volumes);
    }

    EntryDraft counting(List<Counter> in) {
        return new EntryDraft(claim, matched, rules, standing, in, volumes);
    }

    /** Worth what the price says; nothing for the affiliate where it stands unpaid. */
    SettleEntry priced(ConversionStatus status, Pricing.Priced price, @Nullable String reason) {
        Money payout = standing == CapStanding.UNPAID ? zero() : price.payout();
        return entry(lineage()
                .setStatus(status)
                .setReason(reason)
                .setPayout(payout.wire())
                .setRevenue(price.revenue().wire())
                .setPayoutRule(price.payoutRule())
                .setRevenueRule(price.revenueRule())
                .build());
    }

    /** Worth nothing to anybody. */
    SettleEntry worthless(ConversionStatus status, @Nullable String reason) {
        return entry(lineage()
                .setStatus(status)
                .setReason(reason)
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
                .setExpiresAt(claim.getExpiresAt())
                .build();
    }

    private Conversion.Builder lineage() {
        Postback postback = matched.getPostback();
        SaleAmount.Known sale = SaleAmount.orNone(postback, postback.getReceivedAt(), rules);
        Conversion.Builder conversion = Conversion.newBuilder()
                .setConversionId(claim.getConversionId())
                .setVersion(1)
                .setConvertedAt(postback.getReceivedAt())
                .setChangedAt(postback.getReceivedAt())
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

    private static Conversion.Builder credited(Conversion.Builder conversion, Click click) {
        return conversion
                .setClickId(click.getClickId())
                .setClickedAt(click.getClickedAt())
                .setSource(click.getSource())
                .setSubs(click.getSubs())
                .setCountry(click.getCountry());
    }

    private Money zero() {
        return Money.zero(rules.offer().getCurrency());
    }
}
