package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.amount;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.CapEventKind;
import dev.ricochet.schemas.event.CapMeasure;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.testkit.fixture.GoalFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every sale of 100 pays 10 and brings 14. */
class MoneyCapsTest {

    @Test
    void shouldTakeNoPayoutBeyondTheLimitAndNotAllOfIt() {
        PaperSettle settle = capped(aCap().setLimitPayout(amount("25")));
        assertThat(taken(settle, "o-1")).isTrue();
        assertThat(taken(settle, "o-2")).isTrue();
        PostbackOutcome third = settle.take(matched(order("o-3")));
        assertThat(third.getReason()).isEqualTo("cap_exceeded");
        assertThat(third.getRuleId()).isEqualTo("cap.offer.day.payout");
        assertThat(third.getObserved()).isEqualTo("20 USD and 10 USD");
        assertThat(third.getThreshold()).isEqualTo("25 USD");
        assertThat(settle.take(matched(order("o-4").sale("50"))).getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
    }

    @Test
    void shouldCountRevenueByItself() {
        PaperSettle settle = capped(aCap().setLimitRevenue(amount("28")));
        assertThat(taken(settle, "o-1")).isTrue();
        assertThat(taken(settle, "o-2")).isTrue();
        assertThat(taken(settle, "o-3")).isFalse();
    }

    @Test
    void shouldReleaseAsMuchAsWasRefunded() {
        PaperSettle settle = capped(aCap().setLimitPayout(amount("20")));
        settle.take(matched(order("o-1")));
        settle.take(matched(order("o-2")));
        settle.take(matched(order("o-1", ReportedStatus.REVERSED).parameter("refund_amount", "50")));
        assertThat(settle.take(matched(order("o-3").sale("50.10"))).getOutcome())
                .isEqualTo(OutcomeKind.REJECTED);
        assertThat(settle.take(matched(order("o-4").sale("50"))).getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
    }

    @Test
    void shouldLetNoUpsellGrowBeyondTheLimit() {
        PaperSettle settle = new PaperSettle(catalogOf(anOffer("shoes")
                .goal(aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.ACCUMULATE))
                .cap(aCap().setLimitPayout(amount("15")).build())));
        String id = settle.take(matched(order("o-1"))).getConversionId();
        PostbackOutcome upsell = settle.take(matched(order("o-1").sale("60")));
        assertThat(upsell.getOutcome()).isEqualTo(OutcomeKind.REJECTED);
        assertThat(upsell.getReason()).isEqualTo("cap_exceeded");
        assertThat(settle.take(matched(order("o-1").sale("50"))).getOutcome()).isEqualTo(OutcomeKind.UPDATED);
        assertThat(settle.newest(id).getPayout()).isEqualTo(amount("15"));
    }

    @Test
    void shouldCountEachGoalByItselfAndOnlyTheGoalThatIsNamed() {
        GoalFixture lead = aGoal("lead");
        PaperSettle settle = new PaperSettle(catalogOf(anOffer("shoes")
                .goal(aSale())
                .goal(lead)
                .cap(aCap().setScope(CapScope.GOAL).setCount(1L).build())));
        assertThat(taken(settle, "o-1")).isTrue();
        assertThat(taken(settle, "o-2")).isFalse();
        assertThat(settle.take(matched(order("o-3").goal("lead"))).getOutcome()).isEqualTo(OutcomeKind.CONVERTED);

        PaperSettle onLeads = new PaperSettle(catalogOf(anOffer("shoes")
                .goal(aSale())
                .goal(lead)
                .cap(aCap().setScope(CapScope.AFFILIATE)
                        .setGoal("lead")
                        .setCount(1L)
                        .build())));
        Click other = aClick().by("aff-2").at(NOON).build();
        onLeads.take(matched(order("o-1").goal("lead")));
        assertThat(taken(onLeads, "o-2")).isTrue();
        assertThat(onLeads.take(matched(order("o-3").goal("lead"))).getOutcome())
                .isEqualTo(OutcomeKind.REJECTED);
        assertThat(onLeads.take(matched(other, order(other, "o-4").goal("lead")))
                        .getOutcome())
                .isEqualTo(OutcomeKind.CONVERTED);
    }

    @Test
    void shouldCountTheDaysOfAZoneWhoseClocksChange() {
        // In New York clocks go back on 1 November 2026 at 06:00 UTC: that day lasts from 04:00 to 05:00 the next, 25
        // hours.
        Instant first = Instant.parse("2026-11-01T04:00:00Z");
        PaperSettle settle = capped(aCap().setCount(1L).setZone("America/New_York"));
        Click click = aClick().at(first.minus(Duration.ofHours(1))).build();
        assertThat(begun(settle, click, "o-0", first.minusMillis(1))).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(begun(settle, click, "o-1", first)).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(begun(settle, click, "o-2", Instant.parse("2026-11-02T04:59:59.999Z")))
                .isEqualTo(OutcomeKind.REJECTED);
        assertThat(begun(settle, click, "o-3", Instant.parse("2026-11-02T05:00:00Z")))
                .isEqualTo(OutcomeKind.CONVERTED);
    }

    @Test
    void shouldWarnAtFourFifthsOnceAndTellWhenItIsFullAndWhenThereIsRoomAgain() {
        PaperSettle settle = capped(aCap().setCount(5L));
        for (int number = 1; number <= 6; number++) {
            settle.take(matched(order("o-" + number)));
        }
        assertThat(kinds(settle)).containsExactly(CapEventKind.WARNING, CapEventKind.REACHED);
        CapEvent warning = settle.capEvents().get(0);
        assertThat(warning.getValue()).isEqualTo(amount("4"));
        assertThat(warning.getLimitValue()).isEqualTo(amount("5"));
        assertThat(warning.getMeasure()).isEqualTo(CapMeasure.COUNT);
        assertThat(warning.getPeriodStart()).isBeforeOrEqualTo(warning.getAt());
        assertThat(warning.getPeriodEnd()).isEqualTo(warning.getPeriodStart().plus(Duration.ofDays(1)));
        settle.take(matched(order("o-1", ReportedStatus.REVERSED)));
        settle.take(matched(order("o-7")));
        assertThat(kinds(settle))
                .containsExactly(
                        CapEventKind.WARNING, CapEventKind.REACHED, CapEventKind.RELEASED, CapEventKind.REACHED);
    }

    @Test
    void shouldCallASumFullThatTurnedSomebodyAway() {
        PaperSettle settle = capped(aCap().setLimitPayout(amount("25")));
        settle.take(matched(order("o-1")));
        settle.take(matched(order("o-2")));
        settle.take(matched(order("o-3")));
        settle.take(matched(order("o-4")));
        assertThat(kinds(settle)).containsExactly(CapEventKind.WARNING, CapEventKind.REACHED);
        settle.take(matched(order("o-1", ReportedStatus.REVERSED).parameter("refund_amount", "10")));
        assertThat(kinds(settle)).containsExactly(CapEventKind.WARNING, CapEventKind.REACHED, CapEventKind.RELEASED);
    }

    @Test
    void shouldPayNothingBeyondAPayoutLimitWhereTheCapSaysSo() {
        PaperSettle settle = capped(aCap().setLimitPayout(amount("10")).setOver(OverCap.PAY_ZERO));
        settle.take(matched(order("o-1")));
        Conversion unpaid = settle.newest(settle.take(matched(order("o-2"))).getConversionId());
        assertThat(unpaid.getPayout()).isEqualTo(amount("0"));
        assertThat(unpaid.getRevenue()).isEqualTo(amount("14"));
        assertThat(unpaid.getPublicReason()).isEqualTo("The offer's cap was reached.");
    }

    private static List<CapEventKind> kinds(PaperSettle settle) {
        return settle.capEvents().stream().map(CapEvent::getKind).toList();
    }

    private static boolean taken(PaperSettle settle, String order) {
        return settle.take(matched(order(order))).getOutcome() == OutcomeKind.CONVERTED;
    }

    private static OutcomeKind begun(PaperSettle settle, Click click, String order, Instant at) {
        return settle.take(matched(click, order(click, order).at(at))).getOutcome();
    }

    private static Cap.Builder aCap() {
        return Cap.newBuilder().setPeriod(CapPeriod.DAY);
    }

    private static PaperSettle capped(Cap.Builder cap) {
        return new PaperSettle(catalogOf(anOffer("shoes").goal(aSale()).cap(cap.build())));
    }
}
