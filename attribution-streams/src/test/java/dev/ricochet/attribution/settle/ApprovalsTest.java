package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Decisions.decision;
import static dev.ricochet.attribution.settle.Scene.CLICK;
import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.attribution.settle.Scene.settleOf;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.VersionCause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant REPORTED = CLICK.getClickedAt().plus(Duration.ofHours(1));
    private static final Instant DUE = REPORTED.plus(WEEK);

    private final PaperSettle settle = settleOf(aSale().approvedAfter(WEEK));

    @Test
    void shouldApproveByItselfWhenTheTimeHasComeAndNotBefore() {
        Conversion pending = begin();
        assertThat(pending.getStatus()).isEqualTo(ConversionStatus.PENDING);
        assertThat(pending.getApprovesAt()).isEqualTo(DUE);
        settle.passTo(DUE.minusMillis(1));
        assertThat(newest(pending).getVersion()).isEqualTo(1);
        settle.passTo(DUE.plus(Duration.ofDays(3)));
        Conversion approved = newest(pending);
        assertThat(approved.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(approved.getCause()).isEqualTo(VersionCause.TIMER);
        assertThat(approved.getChangedAt()).isEqualTo(DUE).isEqualTo(approved.getApprovedAt());
        assertThat(approved.getApprovesAt()).isNull();
    }

    @Test
    void shouldRunTheTimeForWhatTheAdvertiserCallsPendingToo() {
        Conversion pending = newest(
                settle.take(matched(order("o-1", ReportedStatus.PENDING))).getConversionId());
        settle.passTo(DUE);
        assertThat(newest(pending).getStatus()).isEqualTo(ConversionStatus.APPROVED);
    }

    @Test
    void shouldSetNoTimeWhereTheGoalSaysNone() {
        PaperSettle byHand = settleOf(aSale().approval(Approval.MANUAL));
        Conversion pending = byHand.newest(byHand.take(matched(order("o-1"))).getConversionId());
        byHand.passTo(DUE.plus(Duration.ofDays(1000)));
        assertThat(byHand.newest(pending.getConversionId())).isEqualTo(pending);
    }

    @Test
    void shouldLetNothingGoOffForWhatWasEndedBefore() {
        Conversion pending = begin();
        settle.take(matched(order("o-1", ReportedStatus.REJECTED)));
        settle.passTo(DUE);
        assertThat(newest(pending).getStatus()).isEqualTo(ConversionStatus.REJECTED);
    }

    @Test
    void shouldLeaveWhatIsHeldToAPerson() {
        Conversion pending = begin();
        settle.take(
                decision(DecisionAction.HOLD, pending, REPORTED.plusSeconds(1)).build());
        settle.passTo(DUE);
        assertThat(newest(pending).getStatus()).isEqualTo(ConversionStatus.HELD);
    }

    @Test
    void shouldPutVersionsInTheOrderOfTheirTimesThoughTheTimerComesLate() {
        Conversion pending = begin();
        settle.take(matched(order("o-1", ReportedStatus.REVERSED).at(DUE.plusSeconds(1))));
        assertThat(settle.conversions())
                .extracting(Conversion::getStatus)
                .containsExactly(ConversionStatus.PENDING, ConversionStatus.APPROVED, ConversionStatus.REVERSED);
        settle.passTo(DUE.plus(Duration.ofDays(1)));
        assertThat(newest(pending).getVersion()).isEqualTo(3);
    }

    @Test
    void shouldWaitOnBeforeAFullCapAndLookAgainEachDay() {
        PaperSettle capped = new PaperSettle(catalogOf(anOffer("shoes")
                .goal(aSale().approvedAfter(WEEK))
                .cap(CapScope.OFFER, CapPeriod.LIFETIME, 1, OverCap.PENDING)));
        capped.take(matched(order("o-1")));
        Conversion waiting = capped.newest(capped.take(matched(order("o-2"))).getConversionId());
        capped.passTo(DUE.plusSeconds(1));
        assertThat(capped.newest(waiting.getConversionId()).getVersion()).isEqualTo(1);
        capped.take(matched(order("o-1", ReportedStatus.REVERSED).at(DUE.plusSeconds(2))));
        capped.passTo(DUE.plus(Duration.ofDays(1)));
        Conversion admitted = capped.newest(waiting.getConversionId());
        assertThat(admitted.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(admitted.getApprovedAt()).isEqualTo(DUE.plus(Duration.ofDays(1)));
    }

    private Conversion begin() {
        return newest(settle.take(matched(order("o-1"))).getConversionId());
    }

    private Conversion newest(Conversion conversion) {
        return newest(conversion.getConversionId());
    }

    private Conversion newest(String conversionId) {
        return settle.newest(conversionId);
    }
}
