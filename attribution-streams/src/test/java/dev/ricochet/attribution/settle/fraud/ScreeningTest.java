package dev.ricochet.attribution.settle.fraud;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.settle.fraud.Screening.Verdict;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.FraudVerdict;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Touch;
import dev.ricochet.schemas.reason.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreeningTest {

    private static final Affiliate ACTIVE = anAffiliate("aff-1").build();

    private final Offer careful = anOffer("shoes")
            .version(3)
            .minClickToConversion(Duration.ofSeconds(5), FraudVerdict.REJECT)
            .build();

    @Test
    void shouldPassAnHonestConversion() {
        Screening screening = screen(after(Duration.ofSeconds(5)), careful, ACTIVE);
        assertThat(screening.verdict()).isEqualTo(Verdict.CLEAR);
        assertThat(screening.why()).isNull();
    }

    @Test
    void shouldTellHowSoonItCameAndHowSoonItMay() {
        Screening screening = screen(after(Duration.ofMillis(2100)), careful, ACTIVE);
        assertThat(screening.verdict()).isEqualTo(Verdict.REJECT);
        assertThat(screening.why().reason()).isEqualTo(Reason.CLICK_TOO_RECENT);
        assertThat(screening.why().observed()).isEqualTo("2100 ms");
        assertThat(screening.why().threshold()).isEqualTo("5000 ms");
        assertThat(screening.why().ruleId()).isEqualTo("fraud.min_click_to_conversion");
        assertThat(screening.why().ruleVersion()).isEqualTo(3);
    }

    @Test
    void shouldDoWhatTheRuleSays() {
        assertThat(verdictOf(FraudVerdict.REJECT)).isEqualTo(Verdict.REJECT);
        assertThat(verdictOf(FraudVerdict.HOLD)).isEqualTo(Verdict.HOLD);
        assertThat(verdictOf(FraudVerdict.FLAG)).isEqualTo(Verdict.FLAG);
        assertThat(verdictOf(FraudVerdict.UNKNOWN)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void shouldTimeFromTheLastClickOfAPathWhicheverIsCredited() {
        MatchedPostback matched = after(Duration.ofDays(3));
        Touch last = Touch.newBuilder()
                .setClickId("last")
                .setClickedAt(matched.getPostback().getReceivedAt().minusMillis(2100))
                .setAffiliateId("aff-2")
                .setCredit(new BigDecimal("0.000000"))
                .build();

        Screening screening = screen(
                MatchedPostback.newBuilder(matched).setPath(List.of(last)).build(), careful, ACTIVE);

        assertThat(screening.why().reason()).isEqualTo(Reason.CLICK_TOO_RECENT);
        assertThat(screening.why().observed()).isEqualTo("2100 ms");
    }

    @Test
    void shouldNotTimeWhatHasNoClick() {
        MatchedPostback coupon = aMatchedPostback().byCouponTo("aff-1", "shoes").build();
        assertThat(screen(coupon, careful, ACTIVE).verdict()).isEqualTo(Verdict.CLEAR);
    }

    @Test
    void shouldRefuseAnAffiliateWhoIsNotActive() {
        for (AffiliateStatus status : new AffiliateStatus[] {AffiliateStatus.PAUSED, AffiliateStatus.BLOCKED}) {
            Affiliate affiliate = Affiliate.newBuilder(ACTIVE).setStatus(status).build();
            Screening screening = screen(after(Duration.ofHours(1)), careful, affiliate);
            assertThat(screening.verdict()).isEqualTo(Verdict.REJECT);
            assertThat(screening.why().reason()).isEqualTo(Reason.AFFILIATE_BLOCKED);
            assertThat(screening.why().observed()).isEqualTo(status.name());
        }
    }

    @Test
    void shouldRefuseAnAffiliateWhomNobodyKnows() {
        assertThat(screen(after(Duration.ofHours(1)), careful, null).why().reason())
                .isEqualTo(Reason.UNKNOWN_AFFILIATE);
    }

    @Test
    void shouldRefuseAnAffiliateWhoMayNotRunTheOffer() {
        Offer closed = anOffer("shoes").onlyFor("aff-2", "aff-3").build();
        Screening screening = screen(after(Duration.ofHours(1)), closed, ACTIVE);
        assertThat(screening.why().reason()).isEqualTo(Reason.AFFILIATE_BLOCKED);
        assertThat(screening.why().threshold()).isEqualTo("aff-2, aff-3");
    }

    @Test
    void shouldLetTheStrictestVerdictHold() {
        Offer flagging = anOffer("shoes")
                .minClickToConversion(Duration.ofSeconds(5), FraudVerdict.FLAG)
                .build();
        assertThat(screen(after(Duration.ofSeconds(1)), flagging, null).why().reason())
                .isEqualTo(Reason.UNKNOWN_AFFILIATE);
    }

    private static Verdict verdictOf(FraudVerdict verdict) {
        Offer offer = anOffer("shoes")
                .minClickToConversion(Duration.ofSeconds(5), verdict)
                .build();
        return screen(after(Duration.ofSeconds(1)), offer, ACTIVE).verdict();
    }

    private static Screening screen(MatchedPostback matched, Offer offer, Affiliate affiliate) {
        return Screening.of(
                matched,
                new Rules(offer, aGoal("sale").build(), affiliate, Catalog.EMPTY),
                new FraudSources(Catalog.EMPTY, new ListBook(), key -> null));
    }

    private static MatchedPostback after(Duration time) {
        Click click = aClick().at(NOON).build();
        return aMatchedPostback()
                .to(click)
                .of(aPostback().forClick(click).at(NOON.plus(time)).build())
                .build();
    }
}
