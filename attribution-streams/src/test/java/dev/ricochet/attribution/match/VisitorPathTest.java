package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.Touch;
import dev.ricochet.testkit.fixture.ClickFixture;
import dev.ricochet.testkit.fixture.OfferFixture;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credit over several clicks, from clicks in the store to the path in the output. */
class VisitorPathTest {

    @TempDir
    private Path state;

    private MatchDriver match;

    @AfterEach
    void stop() {
        match.close();
    }

    @Test
    void shouldShareTheCreditAmongTheVisitorsClicks() {
        start(shoes(AttributionModel.LINEAR));
        Click first = put(visit("aff-1", 10));
        Click second = put(visit("aff-2", 5));
        Click last = put(visit("aff-3", 0));

        MatchedPostback matched = reported(last);

        assertThat(matched.getPath())
                .containsExactly(touch(first, "0.333333"), touch(second, "0.333333"), touch(last, "0.333334"));
        assertThat(matched.getAffiliateId()).isEqualTo("aff-3");
        assertThat(matched.getClick()).isEqualTo(last);
    }

    @Test
    void shouldCreditTheFirstClickWhereTheOfferSaysSo() {
        start(shoes(AttributionModel.FIRST_CLICK));
        Click first = put(visit("aff-1", 10));
        Click last = put(visit("aff-2", 0));

        MatchedPostback matched = reported(last);

        assertThat(matched.getClick()).isEqualTo(first);
        assertThat(matched.getAffiliateId()).isEqualTo("aff-1");
        assertThat(matched.getPostback().getClickId()).isEqualTo(last.getClickId());
    }

    @Test
    void shouldLookAtTheNamedClickAloneUnlessTheOfferAsksForMore() {
        start(shoes(AttributionModel.LAST_CLICK));
        put(visit("aff-1", 10));
        Click last = put(visit("aff-2", 0));

        MatchedPostback matched = reported(last);

        assertThat(matched.getPath()).isEmpty();
        assertThat(matched.getAffiliateId()).isEqualTo("aff-2");
    }

    @Test
    void shouldNotCountClicksAfterTheOneThatIsNamed() {
        start(shoes(AttributionModel.LINEAR));
        Click named = put(visit("aff-1", 5));
        put(visit("aff-2", 0));

        assertThat(reported(named).getPath()).containsExactly(touch(named, "1.000000"));
    }

    @Test
    void shouldNotCountClicksBeforeTheWindow() {
        start(shoes(AttributionModel.LINEAR));
        put(aClick().by("aff-1")
                .ofVisitor("v-1")
                .at(NOON.minus(Duration.ofDays(30)).minusMillis(1)));
        Click last = put(visit("aff-2", 0));

        assertThat(match(last, NOON).getPath()).containsExactly(touch(last, "1.000000"));
    }

    @Test
    void shouldNotCountClicksOfOthersUnderTheSameTag() {
        start(shoes(AttributionModel.LINEAR));
        Click last = visit("aff-2", 0).build();
        String sameTag = visit("aff-1", 5).build().getClickId();
        put(aClick().withId(sameTag).by("aff-1").ofVisitor("v-2").earlier(Duration.ofDays(5)));
        match.click(last);

        assertThat(reported(last).getPath()).containsExactly(touch(last, "1.000000"));
    }

    @Test
    void shouldNotCountClicksOfBlockedAffiliates() {
        match = new MatchDriver(
                state,
                aCatalog()
                        .with(anAffiliate("aff-1").blocked())
                        .with(shoes(AttributionModel.FIRST_CLICK))
                        .build());
        put(visit("aff-1", 10));
        Click last = put(visit("aff-2", 0));

        assertThat(reported(last).getPath()).containsExactly(touch(last, "1.000000"));
    }

    @Test
    void shouldKeepTheFirstAndTheTwentyNewest() {
        start(shoes(AttributionModel.POSITION_BASED));
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            clicks.add(put(aClick().by("aff-1").ofVisitor("v-1").earlier(Duration.ofHours(2L * (300 - i)))));
        }

        List<Touch> path = reported(clicks.get(299)).getPath();

        assertThat(path).hasSize(21);
        assertThat(path.get(0)).isEqualTo(touch(clicks.get(0), "0.400000"));
        assertThat(path.get(1).getClickId()).isEqualTo(clicks.get(280).getClickId());
        assertThat(path.get(20)).isEqualTo(touch(clicks.get(299), "0.400000"));
    }

    @Test
    void shouldLetAnyClickBeatAnImpression() {
        start(shoes(AttributionModel.LAST_CLICK).viewWindow(Duration.ofDays(1)));
        Click click = put(visit("aff-1", 10));
        Click seen = put(visit("aff-2", 0).impression());

        MatchedPostback matched = reported(seen);

        assertThat(matched.getAttribution()).isEqualTo(Attribution.CLICK);
        assertThat(matched.getClick()).isEqualTo(click);
        assertThat(matched.getPath()).containsExactly(touch(click, "1.000000"));
    }

    @Test
    void shouldCreditTheImpressionWhereThereIsNoClick() {
        start(shoes(AttributionModel.LAST_CLICK).viewWindow(Duration.ofDays(1)));
        Click seen = put(visit("aff-2", 0).impression());

        assertThat(reported(seen).getAttribution()).isEqualTo(Attribution.IMPRESSION);
    }

    @Test
    void shouldCreditAClickThoughTheImpressionThatIsNamedIsTooOld() {
        start(shoes(AttributionModel.LAST_CLICK).viewWindow(Duration.ofDays(1)));
        Click click = put(visit("aff-1", 10));
        Click seen = put(visit("aff-2", 5).impression());

        assertThat(match(seen, NOON).getClick()).isEqualTo(click);
    }

    @Test
    void shouldTakeBackByTheNamedClickAlone() {
        start(shoes(AttributionModel.LINEAR));
        put(visit("aff-1", 10));
        Click last = put(visit("aff-2", 0));

        match.postback(aPostback()
                .forClick(last)
                .reporting(ReportedStatus.REVERSED)
                .at(NOON.plus(Duration.ofDays(60)))
                .build());

        assertThat(match.matched().getClick()).isEqualTo(last);
    }

    private void start(OfferFixture offer) {
        match = new MatchDriver(state, aCatalog().with(offer).build());
    }

    private Click put(ClickFixture click) {
        Click built = click.build();
        match.click(built);
        return built;
    }

    private MatchedPostback reported(Click click) {
        return match(click, click.getClickedAt().plusSeconds(60));
    }

    private MatchedPostback match(Click click, Instant at) {
        match.postback(aPostback().forClick(click).at(at).build());
        return match.matched();
    }

    private static OfferFixture shoes(AttributionModel model) {
        return anOffer("shoes").attribution(model);
    }

    private static ClickFixture visit(String affiliate, int daysAgo) {
        return aClick().by(affiliate).ofVisitor("v-1").earlier(Duration.ofDays(daysAgo));
    }

    private static Touch touch(Click click, String credit) {
        return Touch.newBuilder()
                .setClickId(click.getClickId())
                .setKind(click.getKind())
                .setClickedAt(click.getClickedAt())
                .setAffiliateId(click.getAffiliateId())
                .setCredit(new BigDecimal(credit))
                .build();
    }
}
