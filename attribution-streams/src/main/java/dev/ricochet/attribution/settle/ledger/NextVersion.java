package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.attribution.settle.lifecycle.Assertion;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.price.Sale;
import dev.ricochet.attribution.settle.split.Payouts;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.Exchange;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleEntry;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The version of a conversion that a further postback makes. What is not said stays as it was. */
record NextVersion(SettleEntry before, Postback cause) {

    /** Still open, with another status. */
    SettleEntry moved(ConversionStatus status) {
        return entry(version().setStatus(status).build()).build();
    }

    /** Out of the queue before a full cap: counted now, and nothing stands against it any more. */
    SettleEntry admitted(ConversionStatus status, List<Counter> counters) {
        return entry(version().setStatus(status).setReason(null).build())
                .setCounters(counters.stream().map(Counter::id).toList())
                .setCapStanding(CapStanding.WITHIN)
                .build();
    }

    /** Rejected or reversed by the advertiser: worth nothing, counted nowhere. */
    SettleEntry ended(ConversionStatus status) {
        BigDecimal zero = Money.zero(before.getConversion().getCurrency()).wire();
        return entry(version()
                        .setStatus(status)
                        .setReason(null)
                        .setPayout(zero)
                        .setRevenue(zero)
                        .build())
                .setCounters(List.of())
                .build();
    }

    /** The same status, other amounts, because of that price. */
    SettleEntry worth(Amounts amounts, Pricing.Priced price, Sale sale, int offerVersion) {
        Exchange exchange = price.exchange();
        return entry(version()
                        .setSaleAmount(amounts.sale())
                        .setPayout(amounts.payout())
                        .setRevenue(amounts.revenue())
                        .setPayoutRule(price.payoutRule())
                        .setRevenueRule(price.revenueRule())
                        .setExchange(exchange == null ? before.getConversion().getExchange() : exchange)
                        .setTier(sale.origin().tier())
                        .setOfferVersion(offerVersion)
                        .build())
                .build();
    }

    private Conversion.Builder version() {
        Conversion last = before.getConversion();
        return Conversion.newBuilder(last)
                .setVersion(last.getVersion() + 1)
                .setPreviousStatus(last.getStatus())
                .setChangedAt(cause.getReceivedAt())
                .setReceiptId(cause.getReceiptId())
                .setRawStatus(cause.getRawStatus());
    }

    private SettleEntry.Builder entry(Conversion conversion) {
        return SettleEntry.newBuilder(before)
                .setConversion(Payouts.divided(conversion))
                .setAssertions(assertions());
    }

    private Map<String, String> assertions() {
        Map<String, String> assertions = new HashMap<>(before.getAssertions());
        Assertion assertion = Assertion.of(cause.getStatus());
        if (assertion != Assertion.NOTHING) {
            assertions.putIfAbsent(assertion.name(), cause.getReceiptId());
        }
        return assertions;
    }
}
