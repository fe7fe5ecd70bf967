package dev.ricochet.attribution.settle.price;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static dev.ricochet.testkit.fixture.PriceFixture.cpa;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceRule;
import dev.ricochet.testkit.fixture.PriceFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** That nothing but the one precedence decides which rule prices. */
class PricePropertiesTest {
    private static final List<String> COUNTRIES = List.of("DE", "FR", "US", "JP", "BR");

    /** A rule for some countries; its place in the list is its amount. */
    record Wanted(Set<String> countries) {}

    @Property
    void shouldTakeTheFirstThatHoldsWhateverStandsBehindIt(
            @ForAll("rules") List<Wanted> rules, @ForAll("country") String country, @ForAll Random random) {
        int first = firstHolding(rules, country);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            order.add(i);
        }
        if (first >= 0) {
            // Those before it do not hold and those behind it are not asked: each may stand in any order.
            Collections.shuffle(order.subList(0, first), random);
            Collections.shuffle(order.subList(first + 1, order.size()), random);
        } else {
            Collections.shuffle(order, random);
        }

        String expected = first < 0 ? "goal.sale.payout.cpa" : "goal.sale.payout.rules.r" + first;
        assertThat(priced(rules, order, country)).isEqualTo(expected);
    }

    @Property
    void shouldNotCareForTheOrderOfRulesThatExcludeEachOther(@ForAll Random random, @ForAll("country") String country) {
        List<Wanted> rules =
                COUNTRIES.stream().map(each -> new Wanted(Set.of(each))).toList();
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
        Collections.shuffle(order, random);

        assertThat(priced(rules, order, country)).isEqualTo("goal.sale.payout.rules.r" + COUNTRIES.indexOf(country));
    }

    private static int firstHolding(List<Wanted> rules, String country) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).countries().contains(country)) {
                return i;
            }
        }
        return -1;
    }

    /** The rule that gave the payout. */
    private static String priced(List<Wanted> rules, List<Integer> order, String country) {
        List<PriceRule> ordered = new ArrayList<>();
        for (int index : order) {
            PriceFixture one = cpa("1").rule(
                            "r" + index,
                            when -> when.setCountries(
                                    List.copyOf(rules.get(index).countries())),
                            cpa(String.valueOf(index)));
            ordered.addAll(one.build().getRules());
        }
        Goal goal = aGoal("sale").payout(cpa("99")).build();
        Price payout = Price.newBuilder(goal.getPayout()).setRules(ordered).build();
        Rules by = new Rules(
                anOffer("shoes").build(),
                Goal.newBuilder(goal).setPayout(payout).build(),
                null,
                Catalog.EMPTY);
        Sale sale = new Sale(
                aPostback().build(), NOON, new Origin("aff-1", null, country, null, List.of()), Volumes.UNKNOWN);
        return ((Pricing.Priced) Pricing.of(sale, by)).payoutRule();
    }

    @Provide
    Arbitrary<List<Wanted>> rules() {
        return country().set().ofMinSize(1).ofMaxSize(3).map(Wanted::new).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> country() {
        return Arbitraries.of(COUNTRIES);
    }
}
