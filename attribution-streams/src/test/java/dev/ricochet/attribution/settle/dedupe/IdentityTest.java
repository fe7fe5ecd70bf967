package dev.ricochet.attribution.settle.dedupe;

import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import org.junit.jupiter.api.Test;

class IdentityTest {

    private final Click click = aClick().build();
    private final Click otherClick = aClick().build();

    @Test
    void shouldTakeTheOrderOfTheOffer() {
        assertThat(identity(DedupeKey.ORDER_ID, order(click, "o-1")))
                .isEqualTo(identity(DedupeKey.ORDER_ID, order(otherClick, "o-1")))
                .isNotEqualTo(identity(DedupeKey.ORDER_ID, order(click, "o-2")));
    }

    @Test
    void shouldTakeTheClick() {
        assertThat(identity(DedupeKey.CLICK_ID, order(click, "o-1")))
                .isEqualTo(identity(DedupeKey.CLICK_ID, order(click, "o-2")))
                .isNotEqualTo(identity(DedupeKey.CLICK_ID, order(otherClick, "o-1")));
    }

    @Test
    void shouldTakeOrderAndClickTogether() {
        assertThat(identity(DedupeKey.BOTH, order(click, "o-1")))
                .isEqualTo(identity(DedupeKey.BOTH, order(click, "o-1")))
                .isNotEqualTo(identity(DedupeKey.BOTH, order(click, "o-2")))
                .isNotEqualTo(identity(DedupeKey.BOTH, order(otherClick, "o-1")));
    }

    @Test
    void shouldClaimInTheHopThatSeesAllOfIt() {
        assertThat(identity(DedupeKey.ORDER_ID, order(click, "o-1")).kind()).isEqualTo(Identity.Kind.ORDER);
        assertThat(identity(DedupeKey.BOTH, order(click, "o-1")).kind()).isEqualTo(Identity.Kind.ORDER);
        assertThat(identity(DedupeKey.CLICK_ID, order(click, "o-1")).kind()).isEqualTo(Identity.Kind.CLICK);
    }

    @Test
    void shouldTakeTheClickWhereTheOrderIsMissing() {
        for (DedupeKey key : new DedupeKey[] {DedupeKey.ORDER_ID, DedupeKey.BOTH}) {
            assertThat(identity(key, order(click, null)))
                    .isEqualTo(identity(DedupeKey.CLICK_ID, order(click, null)))
                    .isEqualTo(identity(key, order(click, " ")));
        }
    }

    @Test
    void shouldTakeTheOrderWhereTheClickIsMissing() {
        for (DedupeKey key : new DedupeKey[] {DedupeKey.CLICK_ID, DedupeKey.BOTH}) {
            assertThat(identity(key, byCoupon("o-1"))).isEqualTo(identity(DedupeKey.ORDER_ID, byCoupon("o-1")));
        }
    }

    @Test
    void shouldLetAPostbackStandForItselfWhereBothAreMissing() {
        assertThat(identity(DedupeKey.ORDER_ID, byCoupon(null)).kind()).isEqualTo(Identity.Kind.RECEIPT);
        assertThat(identity(DedupeKey.ORDER_ID, byCoupon(null)))
                .isNotEqualTo(identity(DedupeKey.ORDER_ID, byCoupon(null)));
    }

    @Test
    void shouldTellOffersApartUnlessTheScopeIsTheAdvertiser() {
        Click shoes = aClick().of("shoes").build();
        Click hats = aClick().of("hats").build();
        assertThat(identity(goal(DedupeKey.ORDER_ID, DedupeScope.OFFER), order(shoes, "o-1")))
                .isNotEqualTo(identity(goal(DedupeKey.ORDER_ID, DedupeScope.OFFER), order(hats, "o-1")));
        assertThat(identity(goal(DedupeKey.ORDER_ID, DedupeScope.ADVERTISER), order(shoes, "o-1")))
                .isEqualTo(identity(goal(DedupeKey.ORDER_ID, DedupeScope.ADVERTISER), order(hats, "o-1")));
    }

    @Test
    void shouldTellGoalsApart() {
        Goal lead = aGoal("lead").build();
        assertThat(identity(lead, order(click, "o-1")))
                .isNotEqualTo(identity(aGoal("sale").build(), order(click, "o-1")));
    }

    @Test
    void shouldNotBeFooledByPartsThatRunTogether() {
        MatchedPostback one = aMatchedPostback()
                .to(aClick().of("a").build())
                .of(aPostback().order("b,1:c").build())
                .build();
        MatchedPostback other = aMatchedPostback()
                .to(aClick().of("a,1:b").build())
                .of(aPostback().order("c").build())
                .build();
        assertThat(identity(DedupeKey.ORDER_ID, one)).isNotEqualTo(identity(DedupeKey.ORDER_ID, other));
    }

    private static MatchedPostback order(Click click, String order) {
        return aMatchedPostback()
                .to(click)
                .of(aPostback().forClick(click).order(order).build())
                .build();
    }

    private static MatchedPostback byCoupon(String order) {
        return aMatchedPostback()
                .of(aPostback().order(order).build())
                .byCouponTo("aff-1", "shoes")
                .build();
    }

    private static Identity identity(DedupeKey key, MatchedPostback matched) {
        return identity(goal(key, DedupeScope.OFFER), matched);
    }

    private static Identity identity(Goal goal, MatchedPostback matched) {
        return Identity.of(matched, new Rules(anOffer(matched.getOfferId()).build(), goal, null, Catalog.EMPTY));
    }

    private static Goal goal(DedupeKey key, DedupeScope scope) {
        return aGoal("sale").dedupe(key, scope, DedupeMode.REJECT).build();
    }
}
