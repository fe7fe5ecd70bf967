package dev.ricochet.gateway.setup;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private final Catalog catalog = aCatalog()
            .with(anAdvertiser("acme"))
            .with(anAdvertiser("zeta"))
            .with(anAffiliate("cheat").blocked())
            .with(anOffer("shoes").coupon("MAY", "aff-2"))
            .build();
    private final Click click = aClick().build();

    @Test
    void shouldCreditTheClicksAffiliate() {
        assertThat(of(postback(), found(NOON)))
                .containsEntry("verdict", "credited")
                .containsEntry("affiliate_id", "aff-1")
                .containsEntry("offer_id", "shoes")
                .containsEntry("goal", "sale");
    }

    @Test
    void shouldFindTheClickTooOldForWhatWouldBeCreditedOnly() {
        Instant longAgo = NOON.minus(Duration.ofDays(40));

        assertThat(of(postback(), found(longAgo)))
                .containsEntry("verdict", "unmatched")
                .containsEntry("reason", "click_expired")
                .containsEntry("observed", "PT960H");
        assertThat(of(postback().setStatus(ReportedStatus.REVERSED), found(longAgo)))
                .containsEntry("verdict", "credited");
    }

    @Test
    void shouldNotAllowAnothersClick() {
        assertThat(of(postback().setAdvertiserId("zeta"), found(NOON)))
                .containsEntry("verdict", "unmatched")
                .containsEntry("reason", "click_not_allowed");
    }

    @Test
    void shouldNotAllowABlockedAffiliatesClickOrAnImpressionThatIsNotCredited() {
        Click blocked = aClick().by("cheat").build();
        Click seen = aClick().impression().build();

        assertThat(of(postback(), new ClickSight.Found(blocked, NOON))).containsEntry("reason", "click_not_allowed");
        assertThat(of(postback(), new ClickSight.Found(seen, NOON)))
                .containsEntry("reason", "click_not_allowed")
                .containsEntry("observed", "impression");
        assertThat(of(postback().setStatus(ReportedStatus.REVERSED), new ClickSight.Found(blocked, NOON)))
                .containsEntry("verdict", "credited");
    }

    @Test
    void shouldNameAGoalThatTheOfferDoesNotHave() {
        assertThat(of(postback().setGoal("lead"), found(NOON)))
                .containsEntry("verdict", "rejected")
                .containsEntry("reason", "unknown_goal");
    }

    @Test
    void shouldGoByTheCouponWhereNoClickIsNamedOrFound() {
        Postback.Builder coupon = postback().setCouponCode("MAY");

        assertThat(of(coupon, new ClickSight.Unnamed())).containsEntry("affiliate_id", "aff-2");
        assertThat(of(coupon, new ClickSight.Malformed("short"))).containsEntry("affiliate_id", "aff-2");
        assertThat(of(coupon, new ClickSight.Forged("signature"))).containsEntry("reason", "click_forged");
        assertThat(of(postback().setCouponCode("JUNE"), new ClickSight.Unnamed()))
                .containsEntry("reason", "unknown_coupon");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThat(of(postback(), new ClickSight.Unnamed())).containsEntry("reason", "no_click_id");
        assertThat(of(postback(), new ClickSight.Malformed("short"))).containsEntry("reason", "click_forged");
        assertThat(of(postback(), new ClickSight.NotFound(NOON, 7, true)))
                .containsEntry("verdict", "waiting")
                .containsEntry("reason", "click_not_found");
    }

    private ClickSight found(Instant at) {
        return new ClickSight.Found(click, at);
    }

    private Map<String, Object> of(Postback.Builder postback, ClickSight sight) {
        return new Forecast(catalog, postback.build(), NOON).by(sight);
    }

    private static Postback.Builder postback() {
        return Postback.newBuilder()
                .setReceiptId("dry-run")
                .setReceivedAt(NOON)
                .setAdvertiserId("acme")
                .setDialect("ricochet");
    }
}
