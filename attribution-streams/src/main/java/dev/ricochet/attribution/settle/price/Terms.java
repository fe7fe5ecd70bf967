package dev.ricochet.attribution.settle.price;

import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceModel;
import dev.ricochet.schemas.catalog.PriceRule;
import dev.ricochet.schemas.money.Money;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an amount is found, whether by a price itself or by one of its rules.
 *
 * @param atLeast what it never falls below; null for no bound
 * @param atMost what it never exceeds; null for no bound
 */
record Terms(
        PriceModel model,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal percent,
        @Nullable BigDecimal atLeast,
        @Nullable BigDecimal atMost) {

    static Terms of(Price price) {
        return new Terms(
                price.getModel(), price.getAmount(), price.getPercent(), price.getAtLeast(), price.getAtMost());
    }

    static Terms of(PriceRule rule) {
        return new Terms(rule.getModel(), rule.getAmount(), rule.getPercent(), rule.getAtLeast(), rule.getAtMost());
    }

    /** Whether they say what their model is made of; a model newer than this program says nothing. */
    boolean areComplete() {
        return switch (model) {
            case CPA, CPL -> amount != null;
            case CPS -> percent != null;
            case HYBRID -> amount != null && percent != null;
            case UNKNOWN -> false;
        };
    }

    boolean needSaleAmount() {
        return model == PriceModel.CPS || model == PriceModel.HYBRID;
    }

    /** Only where they are {@link #areComplete complete}; the sale amount is not null where they need it. */
    Money apply(@Nullable BigDecimal sale, String currency) {
        Money fixed = amount == null || model == PriceModel.CPS ? Money.zero(currency) : Money.of(amount, currency);
        Money found = needSaleAmount()
                ? fixed.plus(Money.of(Objects.requireNonNull(sale), currency).percent(Objects.requireNonNull(percent)))
                : fixed;
        return bounded(found, currency);
    }

    private Money bounded(Money found, String currency) {
        Money raised = atLeast == null ? found : found.max(Money.of(atLeast, currency));
        return atMost == null ? raised : raised.min(Money.of(atMost, currency));
    }
}
