package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.CLICK;
import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.amount;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.Split;
import dev.ricochet.testkit.fixture.GoalFixture;
import dev.ricochet.testkit.fixture.MatchedPostbackFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several affiliates get of one conversion. */
class SharedConversionsTest {

    @Test
    void shouldDivideThePayoutByTheCreditsOfEachAffiliate() {
        PaperSettle settle = settle(aSale().payingPercent("10", "20"));

        settle.take(shared(order("o-1").sale("100.10")));

        Conversion conversion = settle.conversions().get(0);
        assertThat(conversion.getAffiliateId()).isEqualTo("aff-1");
        assertThat(conversion.getPayout()).isEqualByComparingTo("10.01");
        // 10.01 * 0.4 = 4.004, * 0.35 = 3.5035, * 0.25 = 2.5025: the cent left goes to who lost most.
        assertThat(conversion.getSplits())
                .extracting(Split::getAffiliateId, Split::getCredit, Split::getPayout)
                .containsExactly(
                        tuple("aff-1", amount("0.4"), amount("4.01")),
                        tuple("aff-2", amount("0.35"), amount("3.50")),
                        tuple("aff-3", amount("0.25"), amount("2.50")));
    }

    @Test
    void shouldAddUpTheClicksOfOneAffiliate() {
        PaperSettle settle = settle(aSale().payingAmount("10", "20"));

        settle.take(aMatchedPostback()
                .to(CLICK)
                .of(order("o-1").build())
                .touchedBy("aff-2", "0.2")
                .touchedBy("aff-1", "0.4")
                .touchedBy("aff-2", "0.2")
                .touchedBy("aff-1", "0.2")
                .build());

        assertThat(settle.conversions().get(0).getSplits())
                .extracting(Split::getAffiliateId, Split::getCredit, Split::getPayout)
                .containsExactly(
                        tuple("aff-1", amount("0.6"), amount("6")), tuple("aff-2", amount("0.4"), amount("4")));
    }

    @Test
    void shouldKeepTheClickOfEachWithItsSubs() {
        PaperSettle settle = settle(aSale());
        MatchedPostback matched = shared(order("o-1"));

        settle.take(matched);

        assertThat(settle.conversions().get(0).getSplits())
                .extracting(Split::getClickId)
                .containsExactly(
                        matched.getPath().get(2).getClickId(),
                        matched.getPath().get(1).getClickId(),
                        matched.getPath().get(0).getClickId());
        assertThat(settle.conversions().get(0).getSplits())
                .extracting(Split::getSubs)
                .containsExactly(List.of("sub of aff-1"), List.of("sub of aff-2"), List.of("sub of aff-3"));
    }

    @Test
    void shouldSayNothingOfSharesWhereOneAffiliateHasAll() {
        PaperSettle settle = settle(aSale());

        settle.take(aMatchedPostback()
                .to(CLICK)
                .of(order("o-1").build())
                .touchedBy("aff-1", "0.5")
                .touchedBy("aff-1", "0.5")
                .touchedBy("aff-2", "0")
                .build());

        assertThat(settle.conversions().get(0).getSplits()).isEmpty();
    }

    @Test
    void shouldGiveTheShareOfWhoMayNotEarnToWhoIsCredited() {
        PaperSettle settle = new PaperSettle(aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anAffiliate("aff-2").status(AffiliateStatus.PAUSED))
                .with(anAffiliate("aff-3"))
                .with(anOffer("shoes").goal(aSale().payingAmount("10", "20")).onlyFor("aff-1", "aff-2"))
                .build());

        settle.take(shared(order("o-1")));

        assertThat(settle.conversions().get(0).getSplits()).isEmpty();
        assertThat(settle.conversions().get(0).getPayout()).isEqualByComparingTo("10");
    }

    @Test
    void shouldDivideEveryVersionByTheSameShares() {
        PaperSettle settle = settle(aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.ACCUMULATE)
                .payingPercent("10", "20"));
        settle.take(shared(order("o-1").sale("100")));
        settle.take(shared(order("o-1").sale("0.10")));
        settle.take(shared(order("o-1").reporting(ReportedStatus.REVERSED)));

        assertThat(payouts(settle.conversions().get(1))).containsExactly("4.01", "3.50", "2.50");
        assertThat(payouts(settle.conversions().get(2))).containsExactly("0", "0", "0");
        assertThat(settle.conversions())
                .allSatisfy(version -> assertThat(version.getSplits())
                        .extracting(Split::getCredit)
                        .containsExactly(amount("0.4"), amount("0.35"), amount("0.25")));
    }

    @Test
    void shouldDivideNothingOfWhatIsNotPaid() {
        PaperSettle settle = new PaperSettle(aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anAffiliate("aff-2"))
                .with(anAffiliate("aff-3"))
                .with(anOffer("shoes").goal(aSale()).cap(CapScope.AFFILIATE, CapPeriod.DAY, 1, OverCap.PAY_ZERO))
                .build());
        settle.take(shared(order("o-1")));
        settle.take(shared(order("o-2")));

        assertThat(payouts(settle.conversions().get(1))).containsExactly("0", "0", "0");
    }

    private static List<String> payouts(Conversion conversion) {
        return conversion.getSplits().stream()
                .map(split -> split.getPayout().signum() == 0
                        ? "0"
                        : split.getPayout().setScale(2).toPlainString())
                .toList();
    }

    private static MatchedPostback shared(PostbackFixture postback) {
        MatchedPostbackFixture matched = aMatchedPostback().to(CLICK).of(postback.build());
        return matched.touchedBy("aff-3", "0.25")
                .touchedBy("aff-2", "0.35")
                .touchedBy("aff-1", "0.4")
                .build();
    }

    private static PaperSettle settle(GoalFixture goal) {
        return new PaperSettle(aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anAffiliate("aff-2"))
                .with(anAffiliate("aff-3"))
                .with(anOffer("shoes").goal(goal))
                .build());
    }
}
