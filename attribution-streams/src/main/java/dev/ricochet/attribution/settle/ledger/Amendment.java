package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.price.Origin;
import dev.ricochet.attribution.settle.price.Pricing;
import dev.ricochet.attribution.settle.price.Sale;
import dev.ricochet.attribution.settle.price.SaleAmount;
import dev.ricochet.attribution.settle.rules.Judgement;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleEntry;
import java.math.BigDecimal;

/**
 * A repeated postback of a goal whose repetitions mean something. The status stays.
 *
 * <p>UPDATE: its sale amount replaces the one before. It is the same sale, so it is priced by what was in force when the
 * conversion was made, whatever was changed since, at that day's exchange rate and by the tier and volume of then.
 *
 * <p>ACCUMULATE: it is an upsell, a sale of its own: priced by what was in force when it was received, and added.
 */
record Amendment(SettleEntry entry, Postback postback, Rules rules, Terms terms) {

    Decision decide(DedupeMode mode, String original) {
        if (mode == DedupeMode.UPDATE) {
            Rules then = rulesOfThen();
            return bringsNothingNew(then)
                    ? new Decision.Duplicate(conversion(), original, Explanation.of(Reason.DUPLICATE_ORDER))
                    : priced(
                            mode,
                            new Sale(postback, conversion().getConvertedAt(), Origin.of(conversion()), volumes()),
                            then);
        }
        Origin origin =
                Origin.of(conversion(), rules.catalog().tierOf(conversion().getAffiliateId()));
        return priced(mode, new Sale(postback, postback.getReceivedAt(), origin, volumes()), rules);
    }

    private Decision priced(DedupeMode mode, Sale sale, Rules by) {
        Pricing pricing = Pricing.of(sale, by);
        if (pricing instanceof Pricing.Unpriceable unpriceable) {
            return new Decision.Rejected(conversion(), unpriceable.why());
        }
        Pricing.Priced price = (Pricing.Priced) pricing;
        Amounts said = Amounts.of(price, entry.getCapStanding());
        Amounts amounts =
                mode == DedupeMode.ACCUMULATE ? Amounts.worthOf(conversion()).plus(said) : said;
        // What grows beyond a cap is refused whole, whatever the cap's policy: half a version would be nobody's wish.
        CapCheck.Over over = Growth.beyondCaps(entry, amounts, terms);
        if (over != null) {
            return new Decision.Rejected(conversion(), over.why());
        }
        NextVersion next = new NextVersion(entry, Cause.Report.of(postback), terms);
        return new Decision.Updated(Booking.of(entry, next.priced(amounts, price, sale, by.offerVersion())), null);
    }

    /**
     * Judged by what the advertiser says, not by the price: an offer that changed meanwhile reprices nothing. And against what
     * it said last, not against what is left of that: who repeats its report after a refund does not take the refund back.
     */
    private boolean bringsNothingNew(Rules then) {
        if (postback.getSaleAmount() == null) {
            return true;
        }
        SaleAmount reported = SaleAmount.of(postback, conversion().getConvertedAt(), then);
        BigDecimal said = entry.getSaidSale();
        BigDecimal known = said == null ? Amounts.worthOf(conversion()).sale() : said;
        return reported instanceof SaleAmount.Known amount
                && amount.value() != null
                && known != null
                && amount.value().compareTo(known) == 0;
    }

    /** The goal as it was; where the catalog does not reach so far back, as it is. */
    private Rules rulesOfThen() {
        Judgement judgement = Judgement.of(
                conversion().getOfferId(),
                conversion().getGoal(),
                conversion().getAffiliateId(),
                rules.catalog().at(conversion().getConvertedAt()));
        return judgement instanceof Judgement.By by ? by.rules() : rules;
    }

    private CountedVolumes volumes() {
        return CountedVolumes.of(entry, terms.counts());
    }

    private Conversion conversion() {
        return entry.getConversion();
    }
}
