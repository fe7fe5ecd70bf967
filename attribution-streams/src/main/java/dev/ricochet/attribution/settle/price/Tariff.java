package dev.ricochet.attribution.settle.price;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.reason.Reason;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One side of a goal's price: payout or revenue. */
record Tariff(String side, Price price, Rules rules) {

    /** {@code goal.sale.payout.cps} */
    String id() {
        return rules.goalRule(side) + "." + price.getModel().name().toLowerCase(Locale.ROOT);
    }

    /** Why this tariff cannot be applied to a sale of that amount; null where it can. */
    @Nullable Explanation missing(@Nullable BigDecimal sale) {
        return switch (price.getModel()) {
            case CPA, CPL -> price.getAmount() == null ? because(Reason.NO_PRICE) : null;
            case CPS -> price.getPercent() == null ? because(Reason.NO_PRICE) : missingSale(sale);
            case HYBRID ->
                price.getAmount() == null || price.getPercent() == null
                        ? because(Reason.NO_PRICE)
                        : missingSale(sale);
            case UNKNOWN -> because(Reason.NO_PRICE);
        };
    }

    /** Only where nothing is {@link #missing(BigDecimal)}. */
    Money apply(@Nullable BigDecimal sale) {
        return switch (price.getModel()) {
            case CPA, CPL -> money(Objects.requireNonNull(price.getAmount()));
            case CPS -> money(Objects.requireNonNull(sale)).percent(Objects.requireNonNull(price.getPercent()));
            case HYBRID ->
                money(Objects.requireNonNull(price.getAmount()))
                        .plus(money(Objects.requireNonNull(sale))
                                .percent(Objects.requireNonNull(price.getPercent())));
            case UNKNOWN -> throw new IllegalStateException("no price model in " + id());
        };
    }

    private @Nullable Explanation missingSale(@Nullable BigDecimal sale) {
        if (sale != null && sale.signum() >= 0) {
            return null;
        }
        return because(Reason.MISSING_SALE_AMOUNT)
                .observed(sale == null ? "none" : sale.stripTrailingZeros().toPlainString())
                .against("sale_amount of 0 or more");
    }

    private Explanation because(Reason reason) {
        return Explanation.of(reason).byRule(id(), rules.offerVersion());
    }

    private Money money(BigDecimal amount) {
        return Money.of(amount, rules.offer().getCurrency());
    }
}
