package dev.ricochet.attribution.settle.price;

import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceModel;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PricingTest {

    private final Goal share = aGoal("sale").payingPercent("10", "14").build();
    private final Goal fixed = aGoal("lead").payingAmount("2.50", "4").build();

    @Test
    void shouldPayAShareOfTheSale() {
        assertThat(price(share, aPostback().sale("59.90")))
                .isEqualTo(new Pricing.Priced(
                        Money.of("5.99", "USD"),
                        Money.of("8.39", "USD"),
                        "goal.sale.payout.cps",
                        "goal.sale.revenue.cps",
                        new BigDecimal("59.900000"),
                        null));
    }

    @Test
    void shouldPayAFixedAmountWhateverTheSale() {
        for (PostbackFixture postback :
                new PostbackFixture[] {aPostback().sale("999"), aPostback().withoutSaleAmount()}) {
            Pricing.Priced priced = (Pricing.Priced) price(fixed, postback);

            assertThat(priced.payout()).isEqualTo(Money.of("2.50", "USD"));
            assertThat(priced.revenue()).isEqualTo(Money.of("4", "USD"));
            assertThat(priced.payoutRule()).isEqualTo("goal.lead.payout.cpa");
            assertThat(priced.revenueRule()).isEqualTo("goal.lead.revenue.cpa");
        }
    }

    @Test
    void shouldRoundHalvesToTheEvenCent() {
        Goal half = aGoal("sale").payingPercent("50", "50").build();
        assertThat(((Pricing.Priced) price(half, aPostback().sale("0.01"))).payout())
                .isEqualTo(Money.zero("USD"));
        assertThat(((Pricing.Priced) price(half, aPostback().sale("0.03"))).payout())
                .isEqualTo(Money.of("0.02", "USD"));
    }

    @Test
    void shouldPayNothingForASaleOfNothing() {
        assertThat(price(share, aPostback().sale("0"))).isInstanceOf(Pricing.Priced.class);
    }

    @Test
    void shouldNotPriceAShareOfAnUnknownSale() {
        Pricing.Unpriceable refused =
                (Pricing.Unpriceable) price(share, aPostback().withoutSaleAmount());
        assertThat(refused.why().reason()).isEqualTo(Reason.MISSING_SALE_AMOUNT);
        assertThat(refused.why().observed()).isEqualTo("none");
        assertThat(refused.why().ruleId()).isEqualTo("goal.sale.payout.cps");
        assertThat(refused.why().ruleVersion()).isEqualTo(7);
    }

    @Test
    void shouldNotPriceANegativeSale() {
        Pricing.Unpriceable refused =
                (Pricing.Unpriceable) price(share, aPostback().sale("-5"));
        assertThat(refused.why().reason()).isEqualTo(Reason.MISSING_SALE_AMOUNT);
        assertThat(refused.why().observed()).isEqualTo("-5");
    }

    @Test
    void shouldNotPriceAnotherCurrency() {
        Pricing.Unpriceable refused =
                (Pricing.Unpriceable) price(fixed, aPostback().currency("EUR"));
        assertThat(refused.why().reason()).isEqualTo(Reason.CURRENCY_MISMATCH);
        assertThat(refused.why().observed()).isEqualTo("EUR");
        assertThat(refused.why().threshold()).isEqualTo("USD");
    }

    @Test
    void shouldTakeTheOffersCurrencyWhereNoneIsNamed() {
        assertThat(price(share, aPostback().currency(null))).isInstanceOf(Pricing.Priced.class);
    }

    @Test
    void shouldNotGuessAPriceThatTheGoalLacks() {
        Price empty = Price.newBuilder().setModel(PriceModel.CPA).build();
        Price newer = Price.newBuilder().setModel(PriceModel.UNKNOWN).build();
        for (Price price : new Price[] {empty, newer}) {
            Goal goal = Goal.newBuilder(fixed).setRevenue(price).build();
            assertThat(((Pricing.Unpriceable) price(goal, aPostback())).why().reason())
                    .isEqualTo(Reason.NO_PRICE);
        }
    }

    private static Pricing price(Goal goal, PostbackFixture postback) {
        Offer offer = anOffer("shoes").version(7).build();
        Postback built = postback.build();
        Sale sale = new Sale(
                built, built.getReceivedAt(), new Origin("aff-1", null, null, null, List.of()), Volumes.UNKNOWN);
        return Pricing.of(sale, new Rules(offer, goal, null, Catalog.EMPTY));
    }
}
