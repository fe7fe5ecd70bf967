package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleEntry;
import java.math.BigDecimal;

/**
 * A repeated postback of a goal whose repetitions mean something. UPDATE: its sale amount replaces the one before.
 * ACCUMULATE: it is an upsell, priced by itself and added. The status stays.
 */
record Amendment(SettleEntry entry, Postback postback, Rules rules, Terms terms) {

    Decision decide(DedupeMode mode, String original) {
        if (mode == DedupeMode.UPDATE && bringsNothingNew()) {
            return new Decision.Duplicate(conversion(), original, Explanation.of(Reason.DUPLICATE_ORDER));
        }
        Pricing pricing = Pricing.of(postback, rules);
        return pricing instanceof Pricing.Priced price
                ? amended(amounts(mode, price))
                : new Decision.Rejected(conversion(), ((Pricing.Unpriceable) pricing).why());
    }

    /** Judged by what the advertiser says, not by the price: an offer that changed meanwhile reprices nothing. */
    private boolean bringsNothingNew() {
        BigDecimal said = postback.getSaleAmount();
        BigDecimal known = Amounts.worthOf(conversion()).sale();
        return said == null || (known != null && said.compareTo(known) == 0);
    }

    private Amounts amounts(DedupeMode mode, Pricing.Priced price) {
        Amounts said = Amounts.of(postback, price, entry.getCapStanding());
        return mode == DedupeMode.ACCUMULATE ? Amounts.worthOf(conversion()).plus(said) : said;
    }

    /** What grows beyond a cap is refused whole, whatever the cap's policy: half a version would be neither one's wish. */
    private Decision amended(Amounts amounts) {
        CapCheck.Over over = Growth.beyondCaps(entry, amounts, terms);
        if (over != null) {
            return new Decision.Rejected(conversion(), over.why());
        }
        NextVersion next = new NextVersion(entry, Cause.Report.of(postback), terms);
        return new Decision.Updated(Booking.of(entry, next.worth(amounts, rules.offerVersion())), null);
    }

    private Conversion conversion() {
        return entry.getConversion();
    }
}
