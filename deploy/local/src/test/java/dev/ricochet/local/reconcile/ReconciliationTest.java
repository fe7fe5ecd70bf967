package dev.ricochet.local.reconcile;

import static dev.ricochet.local.fixture.Records.RECEIVED;
import static dev.ricochet.local.fixture.Records.attempt;
import static dev.ricochet.local.fixture.Records.converted;
import static dev.ricochet.local.fixture.Records.deadLetter;
import static dev.ricochet.local.fixture.Records.due;
import static dev.ricochet.local.fixture.Records.postback;
import static dev.ricochet.local.fixture.Records.unmatched;
import static dev.ricochet.local.fixture.Records.updated;
import static dev.ricochet.local.fixture.Records.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.local.scan.Unreadable;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.VersionCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Duration HOLD = Duration.ofMinutes(10);
    private static final Instant LONG_AFTER = RECEIVED.plus(Duration.ofDays(5));
    private static final Instant SOON_AFTER = RECEIVED.plusSeconds(30);

    private final Reconciliation books = at(LONG_AFTER);

    @Test
    void shouldBalanceWhereEveryPostbackHasItsOutcome() {
        aDeliveredConversion(books);
        books.postback(postback("r-2"));
        books.outcome(unmatched("r-2", "click_not_found"));

        ReconciliationReport report = books.report();

        assertThat(report.settled()).isTrue();
        assertThat(report.receipts().received()).isEqualTo(2);
        assertThat(report.receipts().ended()).isEqualTo(2);
        assertThat(report.receipts().count(OutcomeKind.CONVERTED)).isEqualTo(1);
        assertThat(report.receipts().reasons().get(OutcomeKind.UNMATCHED)).containsEntry("click_not_found", 1L);
        assertThat(report.deliveries().delivered()).isEqualTo(1);
    }

    @Test
    void shouldBalanceVersionsThatPeopleAndTimersMade() {
        aDeliveredConversion(books);
        books.decision(decision("d-9"));
        books.decisionOutcome(applied("d-9", 2));
        books.conversion(byDecision("d-9", 2));
        books.conversion(Conversion.newBuilder(version("c-1", 3, "r-1"))
                .setCause(VersionCause.TIMER)
                .build());

        ReconciliationReport report = books.report();

        assertThat(report.settled()).isTrue();
        assertThat(report.decisions().made()).isEqualTo(1);
        assertThat(report.decisions().results()).containsEntry(DecisionResult.APPLIED, 1L);
        assertThat(ReportText.of(report)).contains("decisions               1   1 applied, 0 in flight");
    }

    @Test
    void shouldNameAVersionOfADecisionThatNobodyMade() {
        aDeliveredConversion(books);
        books.conversion(byDecision("d-9", 2));

        shouldFind(FaultKind.UNEXPLAINED_CONVERSION, "c-1");
    }

    @Test
    void shouldNameADecisionWithoutOutcome() {
        books.decision(decision("d-9"));

        shouldFind(FaultKind.MISSING_OUTCOME, "d-9");
    }

    @Test
    void shouldNameADecisionWhoseVersionIsMissing() {
        aDeliveredConversion(books);
        books.decision(decision("d-9"));
        books.decisionOutcome(applied("d-9", 2));

        shouldFind(FaultKind.MISSING_CONVERSION, "d-9");
    }

    private static ManualDecision decision(String id) {
        return ManualDecision.newBuilder()
                .setDecisionId(id)
                .setBatchId("b-1")
                .setBatchSize(1)
                .setConversionId("c-1")
                .setOfferId("shoes")
                .setActor("ann")
                .setReason("looks odd")
                .setDecidedAt(RECEIVED)
                .build();
    }

    private static DecisionOutcome applied(String id, int version) {
        return DecisionOutcome.newBuilder()
                .setDecisionId(id)
                .setBatchId("b-1")
                .setConversionId("c-1")
                .setOfferId("shoes")
                .setBatchSize(1)
                .setResult(DecisionResult.APPLIED)
                .setConversionVersion(version)
                .setActor("ann")
                .setDecidedAt(RECEIVED)
                .build();
    }

    private static Conversion byDecision(String id, int version) {
        return Conversion.newBuilder(version("c-1", version, "r-1"))
                .setCause(VersionCause.DECISION)
                .setDecisionId(id)
                .build();
    }

    @Test
    void shouldNameAPostbackWithoutOutcome() {
        books.postback(postback("r-1"));

        shouldFind(FaultKind.MISSING_OUTCOME, "r-1");
    }

    @Test
    void shouldNotMissAnOutcomeThatMayStillCome() {
        Reconciliation young = at(SOON_AFTER);
        young.postback(postback("r-1"));

        ReconciliationReport report = young.report();

        assertThat(report.balanced()).isTrue();
        assertThat(report.settled()).isFalse();
        assertThat(report.receipts().inFlight()).isEqualTo(1);
    }

    @Test
    void shouldNameAnOutcomeOfAPostbackThatNeverCame() {
        books.outcome(unmatched("r-1", "click_not_found"));

        shouldFind(FaultKind.SURPLUS_OUTCOME, "r-1");
    }

    @Test
    void shouldNameAReceiptWithTwoDifferentOutcomes() {
        books.postback(postback("r-1"));
        books.outcome(unmatched("r-1", "click_not_found"));
        books.outcome(unmatched("r-1", "click_expired"));

        shouldFind(FaultKind.CONFLICTING_OUTCOMES, "r-1");
    }

    @Test
    void shouldTakeTheSameOutcomeTwiceForOne() {
        books.postback(postback("r-1"));
        books.postback(postback("r-1"));
        books.outcome(unmatched("r-1", "click_not_found"));
        books.outcome(unmatched("r-1", "click_not_found"));

        ReconciliationReport report = books.report();

        assertThat(report.settled()).isTrue();
        assertThat(report.receipts().received()).isEqualTo(1);
        assertThat(report.receipts().repeated()).isEqualTo(1);
    }

    @Test
    void shouldMissTheConversionOfAnOutcome() {
        books.postback(postback("r-1"));
        books.outcome(converted("r-1", "c-1"));

        shouldFind(FaultKind.MISSING_CONVERSION, "r-1");
    }

    @Test
    void shouldNameAConversionThatNoOutcomeExplains() {
        books.conversion(version("c-1", 1, "r-1"));

        shouldFind(FaultKind.UNEXPLAINED_CONVERSION, "c-1");
    }

    @Test
    void shouldWaitForTheConversionOfAYoungOutcome() {
        Reconciliation young = at(SOON_AFTER);
        young.postback(postback("r-1"));
        young.outcome(converted("r-1", "c-1"));

        shouldHaveOneConversionInFlight(young.report());
    }

    @Test
    void shouldWaitForTheOutcomeOfAYoungConversion() {
        Reconciliation young = at(SOON_AFTER);
        young.conversion(version("c-1", 1, "r-1"));

        shouldHaveOneConversionInFlight(young.report());
    }

    @Test
    void shouldMissAVersionInBetween() {
        books.postback(postback("r-1"));
        books.outcome(converted("r-1", "c-1"));
        books.conversion(version("c-1", 1, "r-1"));
        books.postback(postback("r-2"));
        books.outcome(updated("r-2", "c-1", 3));
        books.conversion(version("c-1", 3, "r-2"));

        shouldFind(FaultKind.VERSION_GAP, "c-1");
    }

    @Test
    void shouldNameAVersionThatWasMadeTwice() {
        aDeliveredConversion(books);
        books.postback(postback("r-2"));
        books.outcome(unmatched("r-2", "click_not_found"));
        books.conversion(version("c-1", 1, "r-2"));

        shouldFind(FaultKind.CONFLICTING_VERSIONS, "c-1");
    }

    @Test
    void shouldNameAnAttemptThatWasNeverDue() {
        Reconciliation recent = at(SOON_AFTER);
        recent.attempt(attempt("d-1", AttemptResult.DELIVERED));

        assertThat(recent.report().named()).extracting(Fault::kind).containsExactly(FaultKind.ATTEMPT_WITHOUT_DELIVERY);
    }

    @Test
    void shouldNameADeliveryThatNobodyHeardOfAgain() {
        anExplainedConversion(books);
        books.due(due("d-1", version("c-1", 1, "r-1")));

        shouldFind(FaultKind.LOST_DELIVERY, "d-1");
    }

    @Test
    void shouldWaitForADeliveryThatIsStillTried() {
        Reconciliation young = at(SOON_AFTER);
        anExplainedConversion(young);
        young.due(due("d-1", version("c-1", 1, "r-1")));
        young.attempt(attempt("d-1", AttemptResult.FAILED));

        ReconciliationReport report = young.report();

        assertThat(report.balanced()).isTrue();
        assertThat(report.settled()).isFalse();
        assertThat(report.deliveries().open()).isEqualTo(1);
        assertThat(report.deliveries().attempts()).isEqualTo(1);
    }

    @Test
    void shouldTakeADeadLetterForAnEnd() {
        anExplainedConversion(books);
        books.due(due("d-1", version("c-1", 1, "r-1")));
        books.deadLetter(deadLetter("d-1", version("c-1", 1, "r-1")));

        ReconciliationReport report = books.report();

        assertThat(report.settled()).isTrue();
        assertThat(report.deliveries().givenUp()).isEqualTo(1);
    }

    @Test
    void shouldNameADeliveryThatWasBothDeliveredAndGivenUp() {
        aDeliveredConversion(books);
        books.deadLetter(deadLetter("d-1", version("c-1", 1, "r-1")));

        shouldFind(FaultKind.DELIVERED_AND_GIVEN_UP, "d-1");
    }

    @Test
    void shouldNameAllFaultsAndPrintTheFirst() {
        for (int number = 0; number < 100; number++) {
            books.postback(postback("r-" + number));
        }

        ReconciliationReport report = books.report();

        assertThat(report.faults()).containsEntry(FaultKind.MISSING_OUTCOME, 100L);
        assertThat(report.named()).hasSize(100);
        assertThat(ReportText.of(report)).contains("missing_outcome: 100").contains("… and 80 more");
        assertThat(ReportText.of(report, 100)).contains(" r-0 ", " r-99 ").doesNotContain("more");
        assertThat(ReportJson.of(report).path("named_faults")).hasSize(100);
    }

    @Test
    void shouldSayWhereAReceiptWithoutOutcomeWasLeftLying() {
        books.postback(postback("r-1"));
        books.strandings(receipt -> receipt.equals("r-1") ? List.of("dead letter 0-7") : List.of());

        assertThat(books.report().named())
                .singleElement()
                .satisfies(fault -> assertThat(fault.detail()).endsWith("; dead letter 0-7"));
    }

    @Test
    void shouldNameARecordThatCannotBeRead() {
        books.unreadable(new Unreadable("ricochet.conversions.v1", 3, 44, "its first byte is 7"));

        shouldFind(FaultKind.UNREADABLE_RECORD, "ricochet.conversions.v1 3-44");
    }

    @Test
    void shouldNotTakeADuplicateForTheMakerOfAVersion() {
        aDeliveredConversion(books);
        books.postback(postback("r-2"));
        books.outcome(PostbackOutcome.newBuilder(converted("r-2", "c-1"))
                .setOutcome(OutcomeKind.DUPLICATE)
                .setConversionVersion(null)
                .build());
        books.conversion(version("c-1", 2, "r-2"));

        shouldFind(FaultKind.UNEXPLAINED_CONVERSION, "c-1");
    }

    @Test
    void shouldMissTheConversionOfADeniedPostback() {
        books.postback(postback("r-1"));
        books.outcome(PostbackOutcome.newBuilder(converted("r-1", "c-1"))
                .setOutcome(OutcomeKind.REJECTED)
                .build());

        shouldFind(FaultKind.MISSING_CONVERSION, "r-1");
    }

    @Test
    void shouldLeaveOutWhatWasReceivedBefore() {
        Reconciliation since = new Reconciliation(new Horizon(LONG_AFTER, RECEIVED.plusSeconds(1), HOLD));
        since.postback(postback("r-1"));
        since.due(due("d-1", version("c-1", 1, "r-1")));
        since.attempt(attempt("d-1", AttemptResult.DELIVERED));

        ReconciliationReport report = since.report();

        assertThat(report.settled()).isTrue();
        assertThat(report.receipts().received()).isZero();
        assertThat(report.deliveries().attempts()).isZero();
    }

    private void shouldFind(FaultKind kind, String id) {
        ReconciliationReport report = books.report();
        assertThat(report.balanced()).isFalse();
        assertThat(report.named()).anySatisfy(fault -> {
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.id()).isEqualTo(id);
        });
        assertThat(report.faults()).containsOnlyKeys(kind);
    }

    private static void shouldHaveOneConversionInFlight(ReconciliationReport report) {
        assertThat(report.balanced()).isTrue();
        assertThat(report.settled()).isFalse();
        assertThat(report.conversions().inFlight()).isEqualTo(1);
        assertThat(ReportText.of(report)).contains(" versions, 1 in flight\n", "balanced, with work in flight");
    }

    private static void aDeliveredConversion(Reconciliation books) {
        anExplainedConversion(books);
        books.due(due("d-1", version("c-1", 1, "r-1")));
        books.attempt(attempt("d-1", AttemptResult.DELIVERED));
    }

    private static void anExplainedConversion(Reconciliation books) {
        books.postback(postback("r-1"));
        books.outcome(converted("r-1", "c-1"));
        books.conversion(version("c-1", 1, "r-1"));
    }

    private static Reconciliation at(Instant now) {
        return new Reconciliation(new Horizon(now, RECEIVED.minusSeconds(1), HOLD));
    }
}
