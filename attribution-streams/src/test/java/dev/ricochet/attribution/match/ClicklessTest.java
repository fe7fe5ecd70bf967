package dev.ricochet.attribution.match;

import static dev.ricochet.attribution.match.Decisions.matched;
import static dev.ricochet.attribution.match.Decisions.unmatched;
import static dev.ricochet.attribution.match.ScriptedClicks.knowing;
import static dev.ricochet.attribution.match.ScriptedClicks.neverAsked;
import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.MatchHeldPostback;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** To whom an order is credited that has no click. */
class ClicklessTest {

    private static final Catalog REMEMBERING = aCatalog()
            .with(anOffer("hats"))
            .with(anOffer("shoes").coupon("SHOES10", "aff-7").remembersCustomers(Duration.ofDays(365)))
            .build();

    private final Matcher matcher = new Matcher(CLICK_IDS, Duration.ofMinutes(3));
    private final Catalog catalog = aCatalog().withDefaults().build();

    @Test
    void shouldSayThatNeitherClickNorCouponIsNamed() {
        assertThat(unmatched(matcher.decide(aPostback().build(), catalog, neverAsked()))
                        .reason())
                .isEqualTo(Reason.NO_CLICK_ID);
    }

    @Test
    void shouldCreditTheCouponWhereNoClickIsNamed() {
        Postback postback = aPostback().coupon("SHOES10").build();

        MatchedPostback matched = matched(matcher.decide(postback, withCoupon(), neverAsked()));

        assertThat(matched.getAttribution()).isEqualTo(Attribution.COUPON);
        assertThat(matched.getClick()).isNull();
        assertThat(matched.getAffiliateId()).isEqualTo("aff-7");
        assertThat(matched.getOfferId()).isEqualTo("shoes");
    }

    @Test
    void shouldNameACouponThatIsCreditedToNobody() {
        Unmatched unmatched =
                unmatched(matcher.decide(aPostback().coupon("NOPE").build(), withCoupon(), neverAsked()));

        assertThat(unmatched.reason()).isEqualTo(Reason.UNKNOWN_COUPON);
        assertThat(unmatched.observed()).isEqualTo("NOPE");
    }

    @Test
    void shouldNotCreditACouponOfAnotherAdvertiser() {
        Postback postback = aPostback().coupon("SHOES10").from("globex").build();

        assertThat(unmatched(matcher.decide(postback, withCoupon(), neverAsked()))
                        .reason())
                .isEqualTo(Reason.UNKNOWN_COUPON);
    }

    @Test
    void shouldPreferTheClickToTheCoupon() {
        Click click = aClick().build();
        Postback postback = aPostback().forClick(click).coupon("SHOES10").build();

        assertThat(matched(matcher.decide(postback, withCoupon(), knowing(click)))
                        .getAffiliateId())
                .isEqualTo(click.getAffiliateId());
    }

    @Test
    void shouldCreditTheCouponWhereTheClickNeverCame() {
        Postback postback =
                aPostback().forClick(aClickId(NOON)).coupon("SHOES10").build();

        assertThat(matched(matcher.expire(aHeld(postback), withCoupon())).getAttribution())
                .isEqualTo(Attribution.COUPON);
    }

    @Test
    void shouldLeaveTheCustomerToSettleAndSayHowItEndsOtherwise() {
        MatchedPostback asked =
                matched(matcher.decide(aPostback().customer("c-1").build(), REMEMBERING, neverAsked()));

        assertThat(asked.getAttribution()).isEqualTo(Attribution.CUSTOMER);
        assertThat(asked.getOfferId()).isEqualTo("shoes");
        assertThat(asked.getAffiliateId()).isEmpty();
        assertThat(asked.getUnmatched().getReason()).isEqualTo("unknown_customer");
        assertThat(asked.getUnmatched().getObserved()).isEqualTo("c-1");
        assertThat(asked.getUnmatched().getThreshold()).isEqualTo("remembered for PT8760H");
    }

    @Test
    void shouldNotAskForACustomerWhereNoOfferRemembers() {
        assertThat(unmatched(matcher.decide(aPostback().customer("c-1").build(), catalog, neverAsked()))
                        .reason())
                .isEqualTo(Reason.NO_CLICK_ID);
    }

    @Test
    void shouldPreferTheCouponToTheCustomer() {
        Postback postback = aPostback().coupon("SHOES10").customer("c-1").build();

        assertThat(matched(matcher.decide(postback, REMEMBERING, neverAsked())).getAttribution())
                .isEqualTo(Attribution.COUPON);
    }

    @Test
    void shouldKeepTheClicksReasonWhereTheCustomerIsAskedInstead() {
        Postback postback = aPostback().forClick(aClickId(NOON)).customer("c-1").build();

        MatchedPostback asked = matched(matcher.expire(aHeld(postback), REMEMBERING));

        assertThat(asked.getAttribution()).isEqualTo(Attribution.CUSTOMER);
        assertThat(asked.getUnmatched().getReason()).isEqualTo("click_not_found");
    }

    private static Catalog withCoupon() {
        return aCatalog().with(anOffer("shoes").coupon("SHOES10", "aff-7")).build();
    }

    private static MatchHeldPostback aHeld(Postback postback) {
        return MatchHeldPostback.newBuilder()
                .setPostback(postback)
                .setDeadlineAt(postback.getReceivedAt().plus(Duration.ofMinutes(10)))
                .setHoldMs(Duration.ofMinutes(10).toMillis())
                .setOfferId("shoes")
                .setOfferVersion(1)
                .build();
    }
}
