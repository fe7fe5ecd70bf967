package dev.ricochet.attribution.settle.price;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anExchangeRate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static dev.ricochet.testkit.fixture.PriceFixture.cpa;
import static dev.ricochet.testkit.fixture.PriceFixture.cps;
import static dev.ricochet.testkit.fixture.PriceFixture.fromThe;
import static dev.ricochet.testkit.fixture.PriceFixture.hybrid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.DatedRate;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.PriceCondition;
import dev.ricochet.schemas.event.Exchange;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.fixture.Fixtures;
import dev.ricochet.testkit.fixture.PostbackFixture;
import dev.ricochet.testkit.fixture.PriceFixture;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PriceRulesTest {
    private static final Origin ORIGIN = new Origin("aff-1", "gold", "DE", "blog-7", List.of("mail-3", "", "summer"));

    @Test
    void shouldPayAFixedAmountAndAShareTogether() {
        Pricing.Priced priced = priced(hybrid("2", "5"), aPostback().sale("59.90"));

        assertThat(priced.payout()).isEqualTo(Money.of("5.00", "USD"));
        assertThat(priced.payoutRule()).isEqualTo("goal.sale.payout.hybrid");
    }

    @Test
    void shouldKeepTheBoundsOfThePrice() {
        PriceFixture bounded = cps("10").atLeast("1").atMost("5");

        assertThat(priced(bounded, aPostback().sale("3")).payout()).isEqualTo(Money.of("1", "USD"));
        assertThat(priced(bounded, aPostback().sale("30")).payout()).isEqualTo(Money.of("3", "USD"));
        assertThat(priced(bounded, aPostback().sale("300")).payout()).isEqualTo(Money.of("5", "USD"));
    }

    @Test
    void shouldTakeTheFirstRuleThatHoldsElseThePriceItself() {
        PriceFixture price = cps("10")
                .rule("french", when -> when.setCountries(List.of("FR")), cpa("1"))
                .rule("german", when -> when.setCountries(List.of("DE")), cpa("2"))
                .rule("gold", when -> when.setTiers(List.of("gold")), cpa("3"));

        assertThat(priced(price, aPostback()).payoutRule()).isEqualTo("goal.sale.payout.rules.german");
        assertThat(priced(price, aPostback()).payout()).isEqualTo(Money.of("2", "USD"));
        assertThat(priced(price, aPostback(), new Origin("aff-2", null, "US", null, List.of()))
                        .payoutRule())
                .isEqualTo("goal.sale.payout.cps");
    }

    @Test
    void shouldPriceRevenueByRulesOfItsOwn() {
        Rules rules = rules(
                cps("10").rule("gold", when -> when.setTiers(List.of("gold")), cps("12")), cps("20"), Catalog.EMPTY);

        Pricing.Priced priced = (Pricing.Priced) Pricing.of(sale(aPostback().sale("100"), ORIGIN), rules);

        assertThat(priced.payout()).isEqualTo(Money.of("12", "USD"));
        assertThat(priced.revenue()).isEqualTo(Money.of("20", "USD"));
        assertThat(priced.revenueRule()).isEqualTo("goal.sale.revenue.cps");
    }

    @Test
    void shouldAskForEverythingThatAConditionSays() {
        assertThat(holds(when -> when.setAffiliates(List.of("aff-1")))).isTrue();
        assertThat(holds(when -> when.setAffiliates(List.of("aff-2")))).isFalse();
        assertThat(holds(when -> when.setTiers(List.of("silver", "gold")))).isTrue();
        assertThat(holds(when -> when.setTiers(List.of("silver")))).isFalse();
        assertThat(holds(when -> when.setSources(List.of("blog-7")))).isTrue();
        assertThat(holds(when -> when.setSources(List.of("blog-*")))).isTrue();
        assertThat(holds(when -> when.setSources(List.of("blog")))).isFalse();
        assertThat(holds(when -> when.setSubs(Map.of("sub1", List.of("x", "mail-*")))))
                .isTrue();
        assertThat(holds(when -> when.setSubs(Map.of("sub3", List.of("summer"), "sub1", List.of("mail-3")))))
                .isTrue();
        assertThat(holds(when -> when.setSubs(Map.of("sub3", List.of("winter"), "sub1", List.of("mail-3")))))
                .isFalse();
        assertThat(holds(when -> when.setSubs(Map.of("sub4", List.of("x*"))))).isFalse();
        assertThat(holds(when -> when.setCountries(List.of("DE")).setTiers(List.of("silver"))))
                .isFalse();
    }

    @Test
    void shouldTakeARangeOfSaleAmountsFromItsLowerBoundToBelowItsUpper() {
        UnaryOperator<PriceCondition.Builder> range =
                when -> when.setSaleFrom(amount("100")).setSaleBelow(amount("200"));

        assertThat(holds(range, aPostback().sale("99.99"))).isFalse();
        assertThat(holds(range, aPostback().sale("100"))).isTrue();
        assertThat(holds(range, aPostback().sale("199.99"))).isTrue();
        assertThat(holds(range, aPostback().sale("200"))).isFalse();
        assertThat(holds(range, aPostback().withoutSaleAmount())).isFalse();
    }

    @Test
    void shouldTakeTheNumberOfTheConversionAmongItsAffiliates() {
        PriceFixture price = cpa("1").rule(
                        "many", when -> when.setVolume(fromThe(500, CapPeriod.MONTH, "UTC")), cpa("3"))
                .rule("some", when -> when.setVolume(fromThe(100, CapPeriod.MONTH, "UTC")), cpa("2"));

        assertThat(pricedAsNumber(99, price)).isEqualTo(Money.of("1", "USD"));
        assertThat(pricedAsNumber(100, price)).isEqualTo(Money.of("2", "USD"));
        assertThat(pricedAsNumber(499, price)).isEqualTo(Money.of("2", "USD"));
        assertThat(pricedAsNumber(500, price)).isEqualTo(Money.of("3", "USD"));
    }

    @Test
    void shouldNotFallBackFromARuleThatHoldsAndLacksSomething() {
        PriceFixture price = cpa("1").rule("share", when -> when.setCountries(List.of("DE")), cps("10"));

        Pricing pricing =
                Pricing.of(sale(aPostback().withoutSaleAmount(), ORIGIN), rules(price, cpa("2"), Catalog.EMPTY));

        assertThat(((Pricing.Unpriceable) pricing).why().reason()).isEqualTo(Reason.MISSING_SALE_AMOUNT);
        assertThat(((Pricing.Unpriceable) pricing).why().ruleId()).isEqualTo("goal.sale.payout.rules.share");
    }

    @Test
    void shouldLeaveToTheLedgerWhatOnlyTheLedgerKnows() {
        PriceFixture maybe = cpa("1").rule("many", when -> when.setVolume(fromThe(5, CapPeriod.DAY, "UTC")), cps("10"));
        PriceFixture never = cps("1").rule("many", when -> when.setVolume(fromThe(5, CapPeriod.DAY, "UTC")), cps("10"));
        MatchedPostback matched = Fixtures.aMatchedPostback()
                .of(aPostback().withoutSaleAmount().build())
                .build();

        assertThat(Pricing.obstacle(matched, rules(maybe, cpa("2"), Catalog.EMPTY)))
                .isNull();
        assertThat(Pricing.obstacle(matched, rules(never, cpa("2"), Catalog.EMPTY))
                        .reason())
                .isEqualTo(Reason.MISSING_SALE_AMOUNT);
    }

    @Test
    void shouldConvertASaleAtTheRateOfItsDay() {
        ExchangeRates rates = ExchangeRates.newBuilder(anExchangeRate("EUR", "USD", day(0), "1.0853"))
                .setVersion(4)
                .setRates(List.of(rate(-1, "1.2"), rate(0, "1.0853"), rate(1, "1.3")))
                .build();
        Catalog catalog = aCatalog().with(Topics.RATES, rates).build();

        Pricing.Priced priced = (Pricing.Priced) Pricing.of(
                sale(aPostback().sale("59.90").currency("EUR"), ORIGIN), rules(cps("10"), cps("20"), catalog));

        // 59.90 * 1.0853 = 65.00947
        assertThat(priced.saleAmount()).isEqualByComparingTo("65.01");
        assertThat(priced.payout()).isEqualTo(Money.of("6.50", "USD"));
        Exchange exchange = priced.exchange();
        assertThat(exchange.getCurrency()).isEqualTo("EUR");
        assertThat(exchange.getSaleAmount()).isEqualByComparingTo("59.90");
        assertThat(exchange.getRate()).isEqualByComparingTo("1.0853");
        assertThat(exchange.getRateFrom()).isEqualTo(day(0));
        assertThat(exchange.getRatesVersion()).isEqualTo(4);
    }

    @Test
    void shouldGuessNoExchangeRate() {
        Catalog later = aCatalog()
                .with(Topics.RATES, anExchangeRate("EUR", "USD", day(1), "1.1"))
                .build();
        Catalog otherWay = aCatalog()
                .with(Topics.RATES, anExchangeRate("USD", "EUR", day(0), "0.9"))
                .build();
        Sale sale = sale(aPostback().sale("59.90").currency("EUR"), ORIGIN);

        assertThat(((Pricing.Unpriceable) Pricing.of(sale, rules(cps("10"), cps("20"), later)))
                        .why()
                        .reason())
                .isEqualTo(Reason.NO_EXCHANGE_RATE);
        assertThat(((Pricing.Unpriceable) Pricing.of(sale, rules(cps("10"), cps("20"), otherWay)))
                        .why()
                        .reason())
                .isEqualTo(Reason.CURRENCY_MISMATCH);
    }

    @Test
    void shouldNeedNoRateWhereThereIsNoSale() {
        Sale sale = sale(aPostback().withoutSaleAmount().currency("EUR"), ORIGIN);

        assertThat(Pricing.of(sale, rules(cpa("1"), cpa("2"), Catalog.EMPTY))).isInstanceOf(Pricing.Priced.class);
    }

    private static LocalDate day(int days) {
        return LocalDate.parse("2026-11-20").plusDays(days);
    }

    private static DatedRate rate(int days, String rate) {
        return new DatedRate(day(days), new BigDecimal(rate).setScale(12));
    }

    private static boolean holds(UnaryOperator<PriceCondition.Builder> when) {
        return holds(when, aPostback());
    }

    private static boolean holds(UnaryOperator<PriceCondition.Builder> when, PostbackFixture postback) {
        return priced(cpa("1").rule("it", when, cpa("2")), postback)
                .payoutRule()
                .endsWith(".rules.it");
    }

    private static Money pricedAsNumber(long number, PriceFixture price) {
        Sale sale = new Sale(aPostback().build(), NOON, ORIGIN, range -> number);
        return ((Pricing.Priced) Pricing.of(sale, rules(price, cpa("9"), Catalog.EMPTY))).payout();
    }

    private static Pricing.Priced priced(PriceFixture payout, PostbackFixture postback) {
        return priced(payout, postback, ORIGIN);
    }

    private static Pricing.Priced priced(PriceFixture payout, PostbackFixture postback, Origin origin) {
        return (Pricing.Priced) Pricing.of(sale(postback, origin), rules(payout, cpa("9"), Catalog.EMPTY));
    }

    private static Sale sale(PostbackFixture postback, Origin origin) {
        Postback reported = postback.build();
        return new Sale(reported, NOON, origin, Volumes.UNKNOWN);
    }

    private static Rules rules(PriceFixture payout, PriceFixture revenue, Catalog catalog) {
        return new Rules(
                anOffer("shoes").version(7).build(),
                aGoal("sale").payout(payout).revenue(revenue).build(),
                null,
                catalog);
    }

    private static BigDecimal amount(String amount) {
        return new BigDecimal(amount).setScale(6);
    }
}
