package dev.ricochet.attribution.settle;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.testkit.fixture.CatalogFixture;
import dev.ricochet.testkit.fixture.GoalFixture;
import dev.ricochet.testkit.fixture.OfferFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What most tests of settle begin with: affiliates aff-1 and aff-2, offers of one goal, postbacks an hour after their click. */
final class Scene {

    static final Click CLICK = aClick().at(NOON).build();

    private Scene() {}

    static Catalog catalogOf(OfferFixture... offers) {
        CatalogFixture catalog = aCatalog().with(anAffiliate("aff-1")).with(anAffiliate("aff-2"));
        for (OfferFixture offer : offers) {
            catalog.with(offer);
        }
        return catalog.build();
    }

    static PaperSettle settleOf(GoalFixture goal) {
        return new PaperSettle(catalogOf(anOffer("shoes").version(3).goal(goal)));
    }

    static GoalFixture aSale() {
        return aGoal("sale");
    }

    static GoalFixture aSale(DedupeKey key, DedupeScope scope, DedupeMode mode) {
        return aSale().dedupe(key, scope, mode);
    }

    static MatchedPostback matched(PostbackFixture postback) {
        return matched(CLICK, postback);
    }

    static MatchedPostback matched(Click click, PostbackFixture postback) {
        return aMatchedPostback().to(click).of(postback.build()).build();
    }

    static PostbackFixture order(String order) {
        return order(CLICK, order);
    }

    static PostbackFixture order(Click click, String order) {
        return aPostback().forClick(click).order(order);
    }

    static PostbackFixture order(String order, ReportedStatus status) {
        return order(order).reporting(status);
    }

    static BigDecimal amount(String amount) {
        return new BigDecimal(amount).setScale(6, RoundingMode.UNNECESSARY);
    }
}
