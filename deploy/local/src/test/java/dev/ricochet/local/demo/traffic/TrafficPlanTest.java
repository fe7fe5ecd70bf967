package dev.ricochet.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.reason.Reason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficPlanTest {
    private static final Duration TIME = Duration.ofSeconds(10);

    @Test
    void shouldRepeatItselfForTheSameSeed() {
        assertThat(visits(7)).isEqualTo(visits(7)).isNotEqualTo(visits(8));
    }

    @Test
    void shouldShowEveryScenarioInAShortRun() {
        assertThat(visits(1)).extracting(Visit::scenario).contains(Scenario.values());
    }

    @Test
    void shouldSpreadVisitsEvenly() {
        List<Visit> visits = visits(1);

        assertThat(visits).hasSize(1_000);
        assertThat(visits.get(0).at()).isZero();
        assertThat(visits.get(500).at()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldMostlyBrowse() {
        assertThat(visits(1))
                .filteredOn(visit -> visit.scenario() == Scenario.BROWSE)
                .hasSizeBetween(700, 900);
    }

    @Test
    void shouldNeverUseAnOrderTwice() {
        assertThat(visits(1)).extracting(Visit::orderId).doesNotHaveDuplicates();
    }

    @Test
    void shouldPriceASaleByItsShare() {
        Expected.Ends sale = (Expected.Ends)
                reports(Scenario.SALE, SampleOffer.SHOES, "99.95").get(0);

        assertThat(sale.kind()).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(sale.made()).hasValueSatisfying(version -> {
            assertThat(version.status()).isEqualTo(ConversionStatus.APPROVED);
            // 9.995 and 13.993: to the cent, a half to the even one.
            assertThat(version.payout()).isEqualByComparingTo("10.00");
            assertThat(version.revenue()).isEqualByComparingTo("13.99");
        });
    }

    @Test
    void shouldRoundAHalfToTheEvenCent() {
        Expected.Ends sale = (Expected.Ends)
                reports(Scenario.SALE, SampleOffer.SHOES, "0.25").get(0);

        assertThat(sale.made().orElseThrow().payout()).isEqualByComparingTo("0.02");
    }

    @Test
    void shouldExpectNothingMoreOfAReversedSale() {
        List<Expected> reports = reports(Scenario.REVERSED, SampleOffer.SHOES, "50.00");
        Expected.Ends reversal = (Expected.Ends) reports.get(1);

        assertThat(reversal.kind()).isEqualTo(OutcomeKind.UPDATED);
        assertThat(reversal.made().orElseThrow().number()).isEqualTo(2);
        assertThat(reversal.made().orElseThrow().payout()).isZero();
    }

    @Test
    void shouldExpectTheSecondReportToBeADuplicate() {
        Expected.Ends repetition = (Expected.Ends)
                reports(Scenario.DUPLICATE, SampleOffer.SHOES, "50.00").get(1);

        assertThat(repetition.reason()).isEqualTo(Reason.DUPLICATE_ORDER);
        assertThat(repetition.made()).isEmpty();
    }

    @Test
    void shouldJudgeALeadByItsPace() {
        Expected.ByPace lead = (Expected.ByPace)
                reports(Scenario.TOO_SOON, SampleOffer.NEWSLETTER, "50.00").get(0);

        assertThat(lead.after(Duration.ofMillis(2_999)).reason()).isEqualTo(Reason.CLICK_TOO_RECENT);
        assertThat(lead.after(Duration.ofSeconds(3)).kind()).isEqualTo(OutcomeKind.CONVERTED);
    }

    private static List<Visit> visits(long seed) {
        List<Visit> visits = new ArrayList<>();
        new TrafficPlan(seed, 100, TIME).forEachRemaining(visits::add);
        return visits;
    }

    private static List<Expected> reports(Scenario scenario, SampleOffer offer, String amount) {
        Visit visit = new Visit(
                1, Duration.ZERO, scenario, offer, SampleAffiliate.SHOE_BLOG, "order-1", new BigDecimal(amount));
        return visit.steps().stream()
                .filter(step -> step instanceof Step.Report)
                .map(step -> ((Step.Report) step).expected())
                .toList();
    }
}
