package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.attribution.settle.explain.PublicReason;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.price.Sale;
import dev.ricochet.attribution.settle.split.Payouts;
import dev.ricochet.schemas.event.Adjustment;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.Exchange;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next version of a conversion. What is not said stays as it was. */
record NextVersion(SettleEntry before, Cause cause, Terms terms) {

    /** Still open, with another status. */
    SettleEntry moved(ConversionStatus status, @Nullable Reason reason) {
        return entry(because(version(status), reason)).build();
    }

    /** Out of the queue before a full cap: counted now, and nothing stands against it any more. */
    SettleEntry admitted(ConversionStatus status, List<Counter> counters) {
        return entry(version(status).setReason(null).setPublicReason(null))
                .setCounters(counters.stream().map(Counter::id).toList())
                .setCapStanding(CapStanding.WITHIN)
                .build();
    }

    /** Rejected or reversed: worth nothing, counted nowhere. */
    SettleEntry ended(ConversionStatus status, @Nullable Reason reason) {
        Conversion.Builder version = because(version(status), reason);
        return entry(worth(version, Amounts.worthOf(last()).worthless()))
                .setCounters(List.of())
                .build();
    }

    /** The same status, other amounts, which no price gave. */
    SettleEntry worth(Amounts amounts) {
        return entry(worth(version(last().getStatus()), amounts)).build();
    }

    /** The same, because of that price. Of a closed period the price of then stays, with its amounts. */
    SettleEntry priced(Amounts amounts, Pricing.Priced price, Sale sale, int offerVersion) {
        Conversion.Builder version = worth(version(last().getStatus()), amounts);
        if (!terms.locks(last())) {
            Exchange exchange = price.exchange();
            version.setPayoutRule(price.payoutRule())
                    .setRevenueRule(price.revenueRule())
                    .setExchange(exchange == null ? last().getExchange() : exchange)
                    .setTier(sale.origin().tier())
                    .setOfferVersion(offerVersion);
        }
        return entry(version).setSaidSale(price.saleAmount()).build();
    }

    /** Amounts of a closed period stay; what changed is booked now. */
    private Conversion.Builder worth(Conversion.Builder version, Amounts amounts) {
        if (!terms.locks(last())) {
            return version.setSaleAmount(amounts.sale())
                    .setPayout(amounts.payout())
                    .setRevenue(amounts.revenue());
        }
        Amounts change = amounts.minus(Amounts.worthOf(last()));
        List<Adjustment> adjustments = new ArrayList<>(last().getAdjustments());
        adjustments.add(Adjustment.newBuilder()
                .setVersion(version.getVersion())
                .setAdjustedAt(cause.at())
                .setPayout(change.payout())
                .setRevenue(change.revenue())
                .setSaleAmount(change.sale())
                .setSplits(Payouts.shares(change.payout(), last()))
                .build());
        return version.setAdjustments(adjustments);
    }

    /** Why it stood as it did is over, for the public too. */
    private static Conversion.Builder because(Conversion.Builder version, @Nullable Reason reason) {
        return version.setReason(reason == null ? null : reason.code())
                .setPublicReason(reason == null ? null : PublicReason.of(reason));
    }

    private Conversion.Builder version(ConversionStatus status) {
        Conversion.Builder version = Conversion.newBuilder(last())
                .setVersion(last().getVersion() + 1)
                .setStatus(status)
                .setPreviousStatus(last().getStatus())
                .setChangedAt(cause.at());
        cause.sign(version);
        if (status == ConversionStatus.APPROVED && last().getApprovedAt() == null) {
            version.setApprovedAt(cause.at());
        } else if (status == ConversionStatus.HELD) {
            version.setApprovedAt(null);
        }
        return status == ConversionStatus.PENDING ? version : version.setApprovesAt(null);
    }

    private SettleEntry.Builder entry(Conversion.Builder version) {
        return SettleEntry.newBuilder(before)
                .setConversion(Payouts.divided(version.build()))
                .setAssertions(cause.heard(before.getAssertions()));
    }

    private Conversion last() {
        return before.getConversion();
    }
}
