package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Decisions.decision;
import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.amount;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.attribution.settle.Scene.settleOf;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.VersionCause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final Instant LATER = NOON.plus(Duration.ofDays(1));

    private final PaperSettle settle = settleOf(aSale().approval(Approval.MANUAL));

    @Test
    void shouldApproveAndSayWhoDidItAndWhy() {
        Conversion pending = begin();
        DecisionOutcome outcome = decide(DecisionAction.APPROVE, pending);
        assertThat(outcome.getResult()).isEqualTo(DecisionResult.APPLIED);
        assertThat(outcome.getConversionVersion()).isEqualTo(2);
        assertThat(outcome.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        Conversion approved = newest(pending);
        assertThat(approved.getCause()).isEqualTo(VersionCause.DECISION);
        assertThat(approved.getActor()).isEqualTo("erin");
        assertThat(approved.getNote()).isEqualTo("looked at it");
        assertThat(approved.getDecisionId()).isEqualTo(outcome.getDecisionId());
        assertThat(approved.getChangedAt()).isEqualTo(LATER).isEqualTo(approved.getApprovedAt());
        assertThat(approved.getReceiptId()).isEqualTo(pending.getReceiptId());
    }

    @Test
    void shouldForgetWhoDecidedWhenAPostbackMakesTheNextVersion() {
        Conversion pending = begin();
        decide(DecisionAction.APPROVE, pending);
        settle.take(matched(order("o-1", ReportedStatus.REVERSED).at(LATER.plusSeconds(1))));
        Conversion reversed = newest(pending);
        assertThat(reversed.getCause()).isEqualTo(VersionCause.POSTBACK);
        assertThat(reversed.getActor()).isNull();
        assertThat(reversed.getDecisionId()).isNull();
    }

    @Test
    void shouldCarryOutADecisionOnce() {
        Conversion pending = begin();
        ManualDecision refund = decision(DecisionAction.REVERSE, pending, LATER)
                .setSaleAmount(amount("40"))
                .build();
        settle.take(refund);
        assertThat(settle.take(refund)).isNull();
        assertThat(newest(pending).getPayout()).isEqualTo(amount("6"));
    }

    @Test
    void shouldTellWhatStoodSoAlready() {
        Conversion pending = begin();
        decide(DecisionAction.HOLD, pending);
        DecisionOutcome again = settle.take(
                decision(DecisionAction.HOLD, pending, LATER.plusSeconds(1)).build());
        assertThat(again.getResult()).isEqualTo(DecisionResult.UNCHANGED);
        assertThat(newest(pending).getVersion()).isEqualTo(2);
    }

    @Test
    void shouldRefuseWhatTheTableDoesNotAllow() {
        Conversion pending = begin();
        decide(DecisionAction.REJECT, pending);
        DecisionOutcome outcome = settle.take(
                decision(DecisionAction.APPROVE, pending, LATER.plusSeconds(1)).build());
        assertThat(outcome.getResult()).isEqualTo(DecisionResult.REFUSED);
        assertThat(outcome.getReason()).isEqualTo("invalid_transition");
        assertThat(newest(pending).getPayout()).isEqualTo(amount("0"));
        assertThat(newest(pending).getReason()).isEqualTo("manual_decision");
    }

    @Test
    void shouldRefuseWhatNobodyKnows() {
        Conversion stranger =
                Conversion.newBuilder(begin()).setConversionId("nobody").build();
        assertThat(decide(DecisionAction.APPROVE, stranger).getReason()).isEqualTo("conversion_not_found");
    }

    @Test
    void shouldReleaseWhatWasHeld() {
        Conversion pending = begin();
        decide(DecisionAction.HOLD, pending);
        assertThat(settle.take(matched(order("o-1", ReportedStatus.APPROVED))).getReason())
                .isEqualTo("invalid_transition");
        settle.take(
                decision(DecisionAction.APPROVE, pending, LATER.plusSeconds(1)).build());
        assertThat(newest(pending).getStatus()).isEqualTo(ConversionStatus.APPROVED);
    }

    @Test
    void shouldSetAmountsAndNothingElse() {
        Conversion pending = begin();
        DecisionOutcome outcome = settle.take(decision(DecisionAction.ADJUST, pending, LATER)
                .setPayout(amount("3.21"))
                .setCurrency("USD")
                .build());
        assertThat(outcome.getResult()).isEqualTo(DecisionResult.APPLIED);
        assertThat(newest(pending).getPayout()).isEqualTo(amount("3.21"));
        assertThat(newest(pending).getRevenue()).isEqualTo(pending.getRevenue());
        assertThat(newest(pending).getStatus()).isEqualTo(ConversionStatus.PENDING);
    }

    @Test
    void shouldAdjustNothingBeyondACap() {
        PaperSettle capped = new PaperSettle(catalogOf(anOffer("shoes")
                .goal(aSale())
                .cap(Cap.newBuilder()
                        .setPeriod(CapPeriod.DAY)
                        .setLimitPayout(amount("15"))
                        .build())));
        Conversion approved = capped.newest(capped.take(matched(order("o-1"))).getConversionId());
        DecisionOutcome outcome = capped.take(decision(DecisionAction.ADJUST, approved, LATER)
                .setPayout(amount("15.01"))
                .build());
        assertThat(outcome.getReason()).isEqualTo("cap_exceeded");
        assertThat(capped.take(decision(DecisionAction.ADJUST, approved, LATER.plusSeconds(1))
                                .setPayout(amount("15"))
                                .build())
                        .getResult())
                .isEqualTo(DecisionResult.APPLIED);
    }

    @Test
    void shouldTakeNoAmountOfAnotherCurrency() {
        DecisionOutcome outcome = settle.take(decision(DecisionAction.ADJUST, begin(), LATER)
                .setPayout(amount("3"))
                .setCurrency("EUR")
                .build());
        assertThat(outcome.getReason()).isEqualTo("currency_mismatch");
    }

    private Conversion begin() {
        return settle.newest(settle.take(matched(order("o-1"))).getConversionId());
    }

    private DecisionOutcome decide(DecisionAction action, Conversion about) {
        return settle.take(decision(action, about, LATER).build());
    }

    private Conversion newest(Conversion conversion) {
        return settle.newest(conversion.getConversionId());
    }
}
