package dev.ricochet.attribution.match;

import static dev.ricochet.attribution.match.Decisions.held;
import static dev.ricochet.attribution.match.Decisions.matched;
import static dev.ricochet.attribution.match.Decisions.unmatched;
import static dev.ricochet.attribution.match.ScriptedClicks.answering;
import static dev.ricochet.attribution.match.ScriptedClicks.knowing;
import static dev.ricochet.attribution.match.ScriptedClicks.knowingNothing;
import static dev.ricochet.attribution.match.ScriptedClicks.neverAsked;
import static dev.ricochet.attribution.match.ScriptedClicks.rebuilding;
import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aForgedClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.match.ClickFinder.Answer;
import dev.ricochet.attribution.match.MatchDecision.Held;
import dev.ricochet.attribution.match.MatchDecision.Matched;
import dev.ricochet.attribution.match.MatchDecision.OfferVersion;
import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.MatchHeldPostback;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatcherTest {

    private static final Duration DEFAULT_HOLD = Duration.ofMinutes(3);

    private static final Catalog VIEWING =
            aCatalog().with(anOffer("shoes").viewWindow(Duration.ofDays(1))).build();

    private final Matcher matcher = new Matcher(CLICK_IDS, DEFAULT_HOLD);
    private final Catalog catalog = aCatalog().withDefaults().build();

    @Test
    void shouldCreditTheClick() {
        Click click = aClick().build();
        Postback postback = aPostback().forClick(click).build();

        MatchedPostback matched = matched(matcher.decide(postback, catalog, knowing(click)));

        assertThat(matched.getPostback()).isEqualTo(postback);
        assertThat(matched.getClick()).isEqualTo(click);
        assertThat(matched.getAttribution()).isEqualTo(Attribution.CLICK);
        assertThat(matched.getAffiliateId()).isEqualTo(click.getAffiliateId());
        assertThat(matched.getOfferId()).isEqualTo(click.getOfferId());
    }

    @Test
    void shouldTellAnImpressionFromAClick() {
        Click impression = aClick().impression().build();

        MatchedPostback matched =
                matched(matcher.decide(aPostback().forClick(impression).build(), VIEWING, knowing(impression)));

        assertThat(matched.getAttribution()).isEqualTo(Attribution.IMPRESSION);
        assertThat(matched.getPath()).isEmpty();
    }

    @Test
    void shouldHoldAnImpressionToItsOwnWindow() {
        Click impression = aClick().impression().build();
        Postback postback = aPostback()
                .forClick(impression)
                .at(impression.getClickedAt().plus(Duration.ofHours(24)).plusMillis(1))
                .build();

        Unmatched unmatched = unmatched(matcher.decide(postback, VIEWING, knowing(impression)));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_EXPIRED);
        assertThat(unmatched.observed()).isEqualTo("PT24H0.001S");
        assertThat(unmatched.threshold()).isEqualTo("PT24H");
    }

    @Test
    void shouldNotCreditAnImpressionOfAnOfferThatTakesNone() {
        Click impression = aClick().impression().build();

        Unmatched unmatched =
                unmatched(matcher.decide(aPostback().forClick(impression).build(), catalog, knowing(impression)));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_NOT_ALLOWED);
        assertThat(unmatched.observed()).isEqualTo("impression");
        assertThat(unmatched.threshold()).isEqualTo("clicks: the offer has no view_window");
    }

    @Test
    void shouldLetTheClicksOfferCountWhateverThePostbackNames() {
        Click click = aClick().build();
        Postback postback = aPostback().forClick(click).offer("hats").build();

        assertThat(matched(matcher.decide(postback, catalog, knowing(click))).getOfferId())
                .isEqualTo(click.getOfferId());
    }

    @Test
    void shouldCreditAClickOnTheLastMomentOfItsWindow() {
        Click click = aClick().build();
        Postback postback = aPostback()
                .forClick(click)
                .at(click.getClickedAt().plus(Duration.ofDays(30)))
                .build();

        assertThat(matcher.decide(postback, catalog, knowing(click))).isInstanceOf(Matched.class);
    }

    @Test
    void shouldNotCreditAClickBeyondItsWindow() {
        Click click = aClick().build();
        Postback postback = aPostback()
                .forClick(click)
                .at(click.getClickedAt().plus(Duration.ofDays(30)).plusMillis(1))
                .build();

        Unmatched unmatched = unmatched(matcher.decide(postback, catalog, knowing(click)));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_EXPIRED);
        assertThat(unmatched.observed()).isEqualTo("PT720H0.001S");
        assertThat(unmatched.threshold()).isEqualTo("PT720H");
        assertThat(unmatched.offer()).isEqualTo(new OfferVersion(click.getOfferId(), 1));
        assertThat(unmatched.affiliateId()).isEqualTo(click.getAffiliateId());
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "REVERSED"})
    void shouldPassOnATakeBackHoweverLate(ReportedStatus status) {
        Click click = aClick().build();
        Postback postback = aPostback()
                .forClick(click)
                .reporting(status)
                .at(click.getClickedAt().plus(Duration.ofDays(45)))
                .build();

        assertThat(matcher.decide(postback, catalog, knowing(click))).isInstanceOf(Matched.class);
    }

    @Test
    void shouldSayThatAClickIsExpiredWhenItIsNoLongerKept() {
        Instant clickedAt = NOON.minus(Duration.ofDays(100));
        Postback postback = aPostback().forClick(aClickId(clickedAt)).build();

        Unmatched unmatched = unmatched(matcher.decide(postback, catalog, knowingNothing()));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_EXPIRED);
        assertThat(unmatched.observed()).isEqualTo("clicked at " + clickedAt);
        assertThat(unmatched.threshold())
                .isEqualTo("clicks are kept since " + knowingNothing().keptSince());
    }

    @Test
    void shouldRecogniseAForgedClickIdWithoutALookUp() {
        Postback postback = aPostback()
                .forClick(aForgedClickId(aClick().build()))
                .coupon("SHOES10")
                .build();

        Unmatched unmatched = unmatched(matcher.decide(postback, withCoupon(), neverAsked()));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_FORGED);
        assertThat(unmatched.observed()).isEqualTo("the signature does not fit");
    }

    @Test
    void shouldCallSomethingElseThanAClickIdForged() {
        Unmatched unmatched =
                unmatched(matcher.decide(aPostback().forClick("organic").build(), catalog, neverAsked()));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_FORGED);
        assertThat(unmatched.observed()).contains("7 characters");
    }

    @Test
    void shouldNotCreditAClickOfAnotherAdvertiser() {
        Click click = aClick().build();
        Postback postback = aPostback().forClick(click).from("globex").build();

        Unmatched unmatched = unmatched(matcher.decide(postback, catalog, knowing(click)));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_NOT_ALLOWED);
        assertThat(unmatched.observed()).isEqualTo("click of advertiser acme");
        assertThat(unmatched.threshold()).isEqualTo("postback of advertiser globex");
    }

    @Test
    void shouldNotCreditAClickWhoseOfferHasGoneToAnotherAdvertiser() {
        Click click = aClick().build();
        Catalog moved =
                aCatalog().with(anOffer(click.getOfferId()).of("globex")).build();

        Unmatched unmatched =
                unmatched(matcher.decide(aPostback().forClick(click).build(), moved, knowing(click)));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_NOT_ALLOWED);
    }

    @Test
    void shouldNameAnOfferThatIsNotInTheCatalog() {
        Click click = aClick().of("gone").build();

        Unmatched unmatched =
                unmatched(matcher.decide(aPostback().forClick(click).build(), catalog, knowing(click)));

        assertThat(unmatched.reason()).isEqualTo(Reason.UNKNOWN_OFFER);
        assertThat(unmatched.observed()).isEqualTo("gone");
    }

    @Test
    void shouldHoldAnEarlyPostbackAsLongAsItsOfferSays() {
        Catalog offers = aCatalog()
                .with(anOffer("shoes").earlyHold(Duration.ofMinutes(10)))
                .with(anOffer("hats").earlyHold(Duration.ofMinutes(20)))
                .build();
        Postback early = aPostback().forClick(aClickId(NOON)).offer("shoes").build();

        Held held = held(matcher.decide(early, offers, knowingNothing()));

        assertThat(held.hold()).isEqualTo(Duration.ofMinutes(10));
        assertThat(held.offer()).isEqualTo(offers.offer("shoes"));
    }

    @Test
    void shouldHoldAsLongAsAnyOfferOfTheAdvertiserSaysWhereNoneIsNamed() {
        Catalog offers = aCatalog()
                .with(anOffer("shoes").earlyHold(Duration.ofMinutes(10)))
                .with(anOffer("hats").earlyHold(Duration.ofMinutes(20)))
                .with(anOffer("cars").of("globex").earlyHold(Duration.ofHours(1)))
                .build();

        Held held = held(matcher.decide(aPostback().forClick(aClickId(NOON)).build(), offers, knowingNothing()));

        assertThat(held.hold()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void shouldHoldForTheDefaultTimeWhereNoOfferSaysIt() {
        Held held = held(matcher.decide(aPostback().forClick(aClickId(NOON)).build(), Catalog.EMPTY, knowingNothing()));

        assertThat(held).isEqualTo(new Held(DEFAULT_HOLD, null));
    }

    @Test
    void shouldSayHowLongItWaitedForAClickThatNeverCame() {
        Postback postback = aPostback().forClick(aClickId(NOON)).at(NOON).build();

        Unmatched unmatched = unmatched(matcher.expire(aHeld(postback), catalog));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_NOT_FOUND);
        assertThat(unmatched.observed()).isEqualTo("no click until 2026-11-20T12:10:00Z");
        assertThat(unmatched.threshold()).isEqualTo("PT10M");
        assertThat(unmatched.offer()).isEqualTo(new OfferVersion("shoes", 1));
    }

    @Test
    void shouldTakeAnUnreadableClickForNone() {
        Postback postback = aPostback().forClick(aClickId(NOON)).build();

        Unmatched unmatched = unmatched(matcher.decide(postback, catalog, answering(new Answer.Unreadable("broken"))));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_NOT_FOUND);
        assertThat(unmatched.observed()).isEqualTo("broken");
    }

    @Test
    void shouldNotCreditAClickOfABlockedAffiliate() {
        Click click = aClick().build();
        Postback postback = aPostback().forClick(click).coupon("SHOES10").build();

        Unmatched unmatched = unmatched(matcher.decide(postback, blocking(click.getAffiliateId()), knowing(click)));

        assertThat(unmatched.reason()).isEqualTo(Reason.CLICK_NOT_ALLOWED);
        assertThat(unmatched.observed()).isEqualTo("click of affiliate aff-1, BLOCKED");
        assertThat(unmatched.threshold()).isEqualTo("affiliate not BLOCKED");
        assertThat(unmatched.offer()).isEqualTo(new OfferVersion("shoes", 1));
        assertThat(unmatched.affiliateId()).isEqualTo("aff-1");
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "REVERSED"})
    void shouldPassOnATakeBackOfWhatABlockedAffiliateHadEarned(ReportedStatus status) {
        Click click = aClick().build();
        Postback postback = aPostback().forClick(click).reporting(status).build();

        assertThat(matcher.decide(postback, blocking(click.getAffiliateId()), knowing(click)))
                .isInstanceOf(Matched.class);
    }

    @Test
    void shouldWaitWhileThePathMayHaveHoles() {
        Click click = aClick().by("aff-1").of("shoes").ofVisitor("v-1").build();
        Catalog paths = aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes").attribution(AttributionModel.LINEAR))
                .build();
        assertThat(matcher.decide(aPostback().forClick(click).build(), paths, rebuilding(click)))
                .isInstanceOf(Held.class);
    }

    private static Catalog blocking(String affiliateId) {
        return aCatalog()
                .with(anAffiliate(affiliateId).blocked())
                .with(anOffer("shoes").coupon("SHOES10", "aff-7"))
                .build();
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
