package dev.ricochet.attribution.settle.price;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceRule;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.reason.Reason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The terms by which one side of a conversion, payout or revenue, is priced.
 *
 * @param id {@code goal.sale.payout.cps} for the goal's own price, {@code goal.sale.payout.rules.vip} for its rule
 */
record Tariff(String id, Terms terms, Rules rules) {

    /**
     * Those by which a sale may be priced, the first that holds first. There is more than one only while something is not
     * known that a rule asks for.
     *
     * <p>The one precedence: rules in the order in which they are written, the first whose condition holds gives the price,
     * whatever it then lacks; where none holds, the goal's own price does.
     */
    static List<Tariff> possible(String side, Price price, @Nullable BigDecimal saleAmount, Sale sale, Rules rules) {
        String prefix = rules.goalRule(side);
        List<Tariff> possible = new ArrayList<>();
        for (PriceRule rule : price.getRules()) {
            Fit fit = Fit.of(rule.getCondition(), saleAmount, sale);
            if (fit != Fit.NO) {
                possible.add(new Tariff(prefix + ".rules." + rule.getId(), Terms.of(rule), rules));
            }
            if (fit == Fit.YES) {
                return possible;
            }
        }
        String model = price.getModel().name().toLowerCase(Locale.ROOT);
        possible.add(new Tariff(prefix + "." + model, Terms.of(price), rules));
        return possible;
    }

    /** Why this tariff cannot be applied to a sale of that amount; null where it can. */
    @Nullable Explanation missing(@Nullable BigDecimal sale) {
        if (!terms.areComplete()) {
            return because(Reason.NO_PRICE);
        }
        if (!terms.needSaleAmount() || (sale != null && sale.signum() >= 0)) {
            return null;
        }
        return because(Reason.MISSING_SALE_AMOUNT)
                .observed(sale == null ? "none" : sale.stripTrailingZeros().toPlainString())
                .against("sale_amount of 0 or more");
    }

    /** Only where nothing is {@link #missing(BigDecimal)}. */
    Money apply(@Nullable BigDecimal sale) {
        return terms.apply(sale, rules.offer().getCurrency());
    }

    private Explanation because(Reason reason) {
        return Explanation.of(reason).byRule(id, rules.offerVersion());
    }
}
