package dev.ricochet.attribution.settle.price;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.reason.Reason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one postback is worth. CPA and CPL take the amount of the rule; CPS takes its percentage of the sale amount,
 * rounded as {@link Money#percent(BigDecimal)} says. What the advertiser claims as payout or revenue is not used.
 */
public sealed interface Pricing {

    /** Payout and revenue with the names of the rules that gave them. */
    record Priced(Money payout, Money revenue, String payoutRule, String revenueRule) implements Pricing {}

    /** The postback or the rule lacks what the price is made of. */
    record Unpriceable(Explanation why) implements Pricing {}

    static Pricing of(Postback postback, Rules rules) {
        String currency = rules.offer().getCurrency();
        if (postback.getCurrency() != null && !postback.getCurrency().equals(currency)) {
            return new Unpriceable(Explanation.of(Reason.CURRENCY_MISMATCH)
                    .observed(postback.getCurrency())
                    .against(currency)
                    .byRule("offer.currency", rules.offerVersion()));
        }
        BigDecimal sale = postback.getSaleAmount();
        Tariff payout = new Tariff("payout", rules.goal().getPayout(), rules);
        Tariff revenue = new Tariff("revenue", rules.goal().getRevenue(), rules);
        Explanation missing = firstOf(payout.missing(sale), revenue.missing(sale));
        return missing != null
                ? new Unpriceable(missing)
                : new Priced(payout.apply(sale), revenue.apply(sale), payout.id(), revenue.id());
    }

    private static @Nullable Explanation firstOf(@Nullable Explanation one, @Nullable Explanation other) {
        return one != null ? one : other;
    }
}
