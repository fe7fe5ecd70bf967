package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.CLICK;
import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.amount;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.Adjustment;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.VersionCause;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.testkit.fixture.GoalFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * What holds of money, whatever advertisers report, people decide and time does, in whatever order: a sale of 100 pays 10 and
 * brings 14, approved after a day, within caps of number and money; the books of the first two hours are closed an hour later.
 */
class LedgerPropertiesTest {

    private static final Instant START = CLICK.getClickedAt().plus(Duration.ofHours(1));
    private static final Instant LOCKED_UNTIL = START.plus(Duration.ofHours(2));
    private static final Instant CLOSED_FROM = START.plus(Duration.ofHours(3));
    private static final Duration STEP = Duration.ofMinutes(25);
    private static final BigDecimal NOTHING = amount("0");
    private static final BigDecimal MOST_PAYOUT = amount("45");
    private static final BigDecimal MOST_REVENUE = amount("90");
    private static final int MOST = 5;

    /** One thing that happens; the n-th happens n steps after the start. */
    sealed interface Step {
        record Report(String order, ReportedStatus status, String sale, String refund) implements Step {}

        record Decide(String order, DecisionAction action, String amount) implements Step {}

        record Pass() implements Step {}
    }

    @Property(tries = 300)
    void shouldExceedNoCapOfNumberOrMoneyAndReleaseExactlyWhatLeaves(
            @ForAll("modes") GoalFixture goal, @ForAll("policies") OverCap over, @ForAll("steps") List<Step> steps) {
        PaperSettle settle = new PaperSettle(catalog(goal, over));
        for (int number = 0; number < steps.size(); number++) {
            take(settle, steps.get(number), number);
            settle.counters("shoes").forEach(counter -> {
                assertThat(counter.getCount()).isBetween(0L, (long) MOST);
                assertThat(counter.getPayout()).isBetween(NOTHING, MOST_PAYOUT);
                assertThat(counter.getRevenue()).isBetween(NOTHING, MOST_REVENUE);
            });
            Map<String, List<SettleEntry>> inside = settle.ledger("shoes").values().stream()
                    .filter(entry -> !entry.getCounters().isEmpty())
                    .collect(groupingBy(entry -> entry.getCounters().get(0)));
            assertThat(settle.counters("shoes").stream()
                            .map(counter -> counter.getPayout())
                            .reduce(NOTHING, BigDecimal::add))
                    .isEqualByComparingTo(inside.values().stream()
                            .flatMap(List::stream)
                            .map(entry -> worth(entry.getConversion()))
                            .reduce(NOTHING, BigDecimal::add));
        }
    }

    @Property(tries = 300)
    void shouldPayNothingInAllForWhatIsOverAndNeverLessThanNothing(
            @ForAll("modes") GoalFixture goal, @ForAll("policies") OverCap over, @ForAll("steps") List<Step> steps) {
        assertThat(settled(goal, over, steps).conversions()).allSatisfy(version -> {
            assertThat(worth(version)).isGreaterThanOrEqualTo(NOTHING);
            if (isOver(version)) {
                assertThat(worth(version)).isEqualByComparingTo(NOTHING);
            }
        });
    }

    @Property(tries = 300)
    void shouldChangeNoAmountOfClosedBooks(
            @ForAll("modes") GoalFixture goal, @ForAll("policies") OverCap over, @ForAll("steps") List<Step> steps) {
        PaperSettle settle = settled(goal, over, steps);
        byId(settle).values().forEach(versions -> {
            BigDecimal booked = NOTHING;
            for (int later = 1; later < versions.size(); later++) {
                Conversion before = versions.get(later - 1);
                Conversion after = versions.get(later);
                boolean isLocked = before.getApprovedAt() != null
                        && before.getApprovedAt().isBefore(LOCKED_UNTIL)
                        && !after.getChangedAt().isBefore(CLOSED_FROM);
                if (isLocked) {
                    assertThat(after.getPayout()).isEqualTo(before.getPayout());
                    assertThat(after.getRevenue()).isEqualTo(before.getRevenue());
                    assertThat(after.getApprovedAt()).isEqualTo(before.getApprovedAt());
                } else {
                    assertThat(after.getAdjustments()).isEqualTo(before.getAdjustments());
                }
                assertThat(after.getAdjustments()
                                .subList(0, before.getAdjustments().size()))
                        .isEqualTo(before.getAdjustments());
                booked = booked.add(worth(after)).subtract(worth(before));
            }
            assertThat(worth(versions.get(versions.size() - 1)))
                    .isEqualByComparingTo(worth(versions.get(0)).add(booked));
        });
    }

    /** The books by their own rule, from the newest versions alone, against the sum of all changes of worth. */
    @Property(tries = 300)
    void shouldSumUpToTheWorthOfWhatIsApproved(
            @ForAll("modes") GoalFixture goal, @ForAll("policies") OverCap over, @ForAll("steps") List<Step> steps) {
        Map<String, Conversion> newest = settled(goal, over, steps).conversions().stream()
                .collect(toMap(Conversion::getConversionId, Function.identity(), (earlier, later) -> later));
        BigDecimal books = NOTHING;
        BigDecimal worth = NOTHING;
        for (Conversion conversion : newest.values()) {
            if (conversion.getApprovedAt() != null) {
                books = books.add(conversion.getPayout());
                for (Adjustment adjustment : conversion.getAdjustments()) {
                    books = books.add(adjustment.getPayout());
                }
            }
            if (conversion.getStatus() == ConversionStatus.APPROVED) {
                worth = worth.add(worth(conversion));
            }
        }
        assertThat(books).isEqualByComparingTo(worth);
    }

    @Property(tries = 300)
    void shouldMakeEachVersionByOneCauseInTheOrderOfTheTable(
            @ForAll("modes") GoalFixture goal, @ForAll("policies") OverCap over, @ForAll("steps") List<Step> steps) {
        PaperSettle settle = settled(goal, over, steps);
        assertThat(settle.conversions())
                .filteredOn(version -> version.getCause() == VersionCause.DECISION)
                .extracting(Conversion::getDecisionId)
                .containsExactlyElementsOf(settle.decisionOutcomes().stream()
                        .filter(outcome -> outcome.getResult() == DecisionResult.APPLIED)
                        .map(outcome -> outcome.getDecisionId())
                        .toList());
        assertThat(settle.conversions())
                .filteredOn(version -> version.getCause() == VersionCause.POSTBACK)
                .extracting(Conversion::getReceiptId)
                .doesNotHaveDuplicates();
        byId(settle).values().forEach(versions -> {
            for (int later = 1; later < versions.size(); later++) {
                assertThat(versions.get(later).getVersion()).isEqualTo(later + 1);
                assertThat(isOver(versions.get(later - 1))).isFalse();
            }
        });
    }

    @Property(tries = 300)
    void shouldDecideTheSameFromTheSameSteps(
            @ForAll("modes") GoalFixture goal, @ForAll("policies") OverCap over, @ForAll("steps") List<Step> steps) {
        PaperSettle once = settled(goal, over, steps);
        PaperSettle again = settled(goal, over, steps);
        assertThat(again.conversions()).isEqualTo(once.conversions());
        assertThat(again.outcomes()).isEqualTo(once.outcomes());
        assertThat(again.decisionOutcomes()).isEqualTo(once.decisionOutcomes());
        assertThat(again.capEvents()).isEqualTo(once.capEvents());
    }

    @Provide
    Arbitrary<GoalFixture> modes() {
        return Arbitraries.of(DedupeMode.REJECT, DedupeMode.UPDATE, DedupeMode.ACCUMULATE)
                .map(mode -> aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, mode).approvedAfter(Duration.ofHours(1)));
    }

    @Provide
    Arbitrary<OverCap> policies() {
        return Arbitraries.of(OverCap.REJECT, OverCap.PENDING, OverCap.PAY_ZERO);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> orders = Arbitraries.of("o-1", "o-2", "o-3", "o-4", "o-5", "o-6", "o-7");
        Arbitrary<Step> reports = Combinators.combine(
                        orders,
                        Arbitraries.of(
                                ReportedStatus.NONE,
                                ReportedStatus.NONE,
                                ReportedStatus.PENDING,
                                ReportedStatus.APPROVED,
                                ReportedStatus.REJECTED,
                                ReportedStatus.REVERSED),
                        Arbitraries.of("100", "33.33", "250"),
                        Arbitraries.of("", "", "10", "33.33", "99.99"))
                .as(Step.Report::new);
        Arbitrary<Step> decisions = Combinators.combine(
                        orders,
                        Arbitraries.of(
                                DecisionAction.APPROVE,
                                DecisionAction.HOLD,
                                DecisionAction.REJECT,
                                DecisionAction.REVERSE,
                                DecisionAction.ADJUST),
                        Arbitraries.of("", "7.77", "40"))
                .as(Step.Decide::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(6, reports), Tuple.of(3, decisions), Tuple.of(2, Arbitraries.just(new Step.Pass())))
                .list()
                .ofMaxSize(30);
    }

    private static PaperSettle settled(GoalFixture goal, OverCap over, List<Step> steps) {
        PaperSettle settle = new PaperSettle(catalog(goal, over));
        for (int number = 0; number < steps.size(); number++) {
            take(settle, steps.get(number), number);
        }
        return settle;
    }

    private static void take(PaperSettle settle, Step step, int number) {
        Instant at = START.plus(STEP.multipliedBy(number));
        if (step instanceof Step.Report report) {
            PostbackFixture postback = order(report.order(), report.status())
                    .sale(report.sale())
                    .receipt("r-" + number)
                    .at(at);
            settle.take(matched(
                    report.refund().isEmpty() ? postback : postback.parameter("refund_amount", report.refund())));
        } else if (step instanceof Step.Decide decide) {
            settle.conversions().stream()
                    .filter(version -> version.getOrderId().equals(decide.order()))
                    .findFirst()
                    .ifPresent(conversion -> settle.take(decision(decide, conversion, at)));
        } else {
            settle.passTo(at);
        }
    }

    private static ManualDecision decision(Step.Decide decide, Conversion conversion, Instant at) {
        var decision = Decisions.decision(decide.action(), conversion, at);
        if (decide.action() == DecisionAction.ADJUST) {
            decision.setPayout(amount(decide.amount().isEmpty() ? "0" : decide.amount()));
        } else if (decide.action() == DecisionAction.REVERSE && !decide.amount().isEmpty()) {
            decision.setSaleAmount(amount(decide.amount()));
        }
        return decision.build();
    }

    private static Catalog catalog(GoalFixture goal, OverCap over) {
        return aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes")
                        .goal(goal)
                        .cap(Cap.newBuilder()
                                .setPeriod(CapPeriod.LIFETIME)
                                .setCount((long) MOST)
                                .setLimitPayout(MOST_PAYOUT)
                                .setLimitRevenue(MOST_REVENUE)
                                .setOver(over)
                                .build()))
                .with(anAdvertiser("acme"))
                .with(anAdvertiser("acme").since(CLOSED_FROM).lockedUntil(LOCKED_UNTIL))
                .build();
    }

    private static Map<String, List<Conversion>> byId(PaperSettle settle) {
        return settle.conversions().stream().collect(groupingBy(Conversion::getConversionId));
    }

    private static BigDecimal worth(Conversion conversion) {
        return conversion.getAdjustments().stream()
                .map(Adjustment::getPayout)
                .reduce(conversion.getPayout(), BigDecimal::add);
    }

    private static boolean isOver(Conversion conversion) {
        return conversion.getStatus() == ConversionStatus.REJECTED
                || conversion.getStatus() == ConversionStatus.REVERSED;
    }
}
