package dev.ricochet.attribution.settle.price;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.event.Exchange;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.money.Money;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sale is worth. Payout and revenue are each found by {@linkplain Tariff#possible the first of the goal's rules that
 * holds}, else by the goal's own price:
 *
 * <ul>
 *   <li>CPA and CPL take the amount as it is written;
 *   <li>CPS takes its percentage of the sale amount, rounded half to even to the currency's minor unit;
 *   <li>HYBRID takes both together;
 *   <li>then the bounds of the rule that priced are kept.
 * </ul>
 *
 * <p>What the advertiser claims as payout or revenue is not used.
 */
public sealed interface Pricing {

    /**
     * Payout and revenue with the names of the rules that gave them.
     *
     * @param saleAmount in the offer's currency, as records carry it; null where none was named
     * @param exchange how the sale amount was converted; null where it was not
     */
    record Priced(
            Money payout,
            Money revenue,
            String payoutRule,
            String revenueRule,
            @Nullable BigDecimal saleAmount,
            @Nullable Exchange exchange)
            implements Pricing {}

    /** The postback, the rule or the catalog lacks what the price is made of. */
    record Unpriceable(Explanation why) implements Pricing {}

    /** For the ledger, which knows all that rules ask for. */
    static Pricing of(Sale sale, Rules rules) {
        SaleAmount converted = SaleAmount.of(sale.reported(), sale.soldAt(), rules);
        if (converted instanceof SaleAmount.Foreign foreign) {
            return new Unpriceable(foreign.why());
        }
        SaleAmount.Known amount = (SaleAmount.Known) converted;
        Tariff payout =
                tariffs("payout", rules.goal().getPayout(), amount, sale, rules).get(0);
        Tariff revenue = tariffs("revenue", rules.goal().getRevenue(), amount, sale, rules)
                .get(0);
        Explanation missing = firstOf(payout.missing(amount.value()), revenue.missing(amount.value()));
        return missing != null
                ? new Unpriceable(missing)
                : new Priced(
                        payout.apply(amount.value()),
                        revenue.apply(amount.value()),
                        payout.id(),
                        revenue.id(),
                        amount.value(),
                        amount.exchange());
    }

    /**
     * Why a postback can have no price, whatever the ledger will find out; null where it may have one. For the first hop,
     * which knows neither the affiliate's volume nor who brought a customer.
     */
    static @Nullable Explanation obstacle(MatchedPostback matched, Rules rules) {
        Sale sale = new Sale(
                matched.getPostback(),
                matched.getPostback().getReceivedAt(),
                Origin.of(matched, rules),
                Volumes.UNKNOWN);
        SaleAmount converted = SaleAmount.of(sale.reported(), sale.soldAt(), rules);
        if (converted instanceof SaleAmount.Foreign foreign) {
            return foreign.why();
        }
        SaleAmount.Known amount = (SaleAmount.Known) converted;
        return firstOf(
                inAnyCase(tariffs("payout", rules.goal().getPayout(), amount, sale, rules), amount),
                inAnyCase(tariffs("revenue", rules.goal().getRevenue(), amount, sale, rules), amount));
    }

    private static List<Tariff> tariffs(String side, Price price, SaleAmount.Known amount, Sale sale, Rules rules) {
        return Tariff.possible(side, price, amount.value(), sale, rules);
    }

    private static @Nullable Explanation inAnyCase(List<Tariff> possible, SaleAmount.Known amount) {
        return possible.stream().allMatch(tariff -> tariff.missing(amount.value()) != null)
                ? possible.get(0).missing(amount.value())
                : null;
    }

    private static @Nullable Explanation firstOf(@Nullable Explanation one, @Nullable Explanation other) {
        return one != null ? one : other;
    }
}
