package dev.ricochet.local.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.local.demo.road.Notebook.Accepted;
import dev.ricochet.local.demo.traffic.Expected;
import dev.ricochet.local.demo.traffic.SampleAffiliate;
import dev.ricochet.local.demo.traffic.SampleOffer;
import dev.ricochet.local.demo.traffic.Scenario;
import dev.ricochet.local.fixture.Records;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Expected.Version SALE = new Expected.Version(
            1,
            SampleAffiliate.SHOE_BLOG,
            ConversionStatus.APPROVED,
            "USD",
            new BigDecimal("10.00"),
            new BigDecimal("14.50"));

    private final Map<String, PostbackOutcome> outcomes = new HashMap<>();
    private final Map<String, Conversion> versions = new HashMap<>();

    @Test
    void shouldAgreeWhereEverythingCameAsExpected() {
        converted("r-1");

        Comparison comparison = Comparison.of(List.of(sale("r-1")), outcomes, versions);

        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.expectedDeliveries()).isEqualTo(1);
        assertThat(comparison.actual().amounts().get("payout USD")).isEqualByComparingTo("10.00");
        assertThat(comparison.expected().outcomes(OutcomeKind.CONVERTED)).containsEntry("converted", 1L);
    }

    @Test
    void shouldTellOfAReceiptWithoutOutcome() {
        assertThat(Comparison.of(List.of(sale("r-1")), outcomes, versions).differences())
                .anySatisfy(line -> assertThat(line).contains("r-1").contains("no outcome"));
    }

    @Test
    void shouldTellOfAnotherOutcome() {
        outcomes.put("r-1", Records.unmatched("r-1", "click_not_found"));

        assertThat(Comparison.of(List.of(sale("r-1")), outcomes, versions).differences())
                .anySatisfy(line -> assertThat(line).contains("UNMATCHED click_not_found", "expected CONVERTED"));
    }

    @Test
    void shouldTellOfAnotherPayout() {
        converted("r-1");
        versions.put(
                "r-1",
                Conversion.newBuilder(versions.get("r-1"))
                        .setPayout(new BigDecimal("10.010000"))
                        .build());

        assertThat(Comparison.of(List.of(sale("r-1")), outcomes, versions).differences())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("payout 10.01"));
    }

    @Test
    void shouldLetAsManyWinAsTheCapHasRoomFor() {
        List<Accepted> sent = competitors(SampleOffer.GADGETS_CAP + 2);
        sent.subList(2, sent.size()).forEach(winner -> converted(winner.receiptId()));
        sent.subList(0, 2).forEach(loser -> overCap(loser.receiptId()));

        assertThat(Comparison.of(sent, outcomes, versions).differences()).isEmpty();
    }

    @Test
    void shouldTellOfOneTooManyUnderACap() {
        List<Accepted> sent = competitors(SampleOffer.GADGETS_CAP + 1);
        sent.forEach(winner -> converted(winner.receiptId()));

        assertThat(Comparison.of(sent, outcomes, versions).differences())
                .anySatisfy(line -> assertThat(line).contains("expected REJECTED cap_exceeded"));
    }

    @Test
    void shouldTellOfOneTooFewUnderACap() {
        List<Accepted> sent = competitors(SampleOffer.GADGETS_CAP);
        sent.forEach(loser -> overCap(loser.receiptId()));

        assertThat(Comparison.of(sent, outcomes, versions).differences())
                .anySatisfy(line -> assertThat(line).contains("expected CONVERTED"));
    }

    private void converted(String receipt) {
        outcomes.put(receipt, Records.converted(receipt, "c-" + receipt));
        versions.put(receipt, Records.version("c-" + receipt, 1, receipt));
    }

    private void overCap(String receipt) {
        outcomes.put(
                receipt,
                PostbackOutcome.newBuilder(Records.converted(receipt, "c-" + receipt))
                        .setOutcome(OutcomeKind.REJECTED)
                        .setReason("cap_exceeded")
                        .build());
        versions.put(
                receipt,
                Conversion.newBuilder(Records.version("c-" + receipt, 1, receipt))
                        .setStatus(ConversionStatus.REJECTED)
                        .setPayout(new BigDecimal("0.000000"))
                        .setRevenue(new BigDecimal("0.000000"))
                        .build());
    }

    private static Accepted sale(String receipt) {
        return new Accepted(receipt, "order-" + receipt, Scenario.SALE, Expected.made(OutcomeKind.CONVERTED, SALE));
    }

    private static List<Accepted> competitors(int count) {
        List<Accepted> sent = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            sent.add(new Accepted("r-" + number, "order-" + number, Scenario.OVER_CAP, new Expected.Competes(SALE)));
        }
        return sent;
    }
}
