package dev.ricochet.sink.planner.decision;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.GiveUpReason;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.planner.decision.Effect.Delivered;
import dev.ricochet.sink.planner.decision.Effect.GiveUp;
import dev.ricochet.sink.planner.decision.Effect.Occasion;
import dev.ricochet.sink.planner.decision.Effect.Offer;
import dev.ricochet.sink.planner.decision.PlannerEvent.Arrived;
import dev.ricochet.sink.planner.decision.PlannerEvent.Attempted;
import dev.ricochet.sink.planner.decision.PlannerEvent.Resent;
import dev.ricochet.sink.planner.decision.PlannerEvent.Woke;
import dev.ricochet.sink.schedule.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanningTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration DEFERRAL = Duration.ofSeconds(5);

    private final Planning planning = new Planning(
            new RetrySchedule(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), 0, Duration.ofHours(1)),
            LEASE,
            DEFERRAL);
    private final Conversion first = aConversion().withId("c-1").build();
    private final Conversion second = aChangeOf(first).build();

    private PlannerQueue queue = Planning.empty("c-1", "ep-1");
    private Instant now = NOON;
    private Standing standing = Standing.ENABLED;
    private List<Effect> effects = List.of();

    @Test
    void shouldOfferTheFirstVersionAtOnce() {
        when(new Arrived(first));

        assertThat(offer().occasion()).isEqualTo(Occasion.FIRST);
        assertThat(offer().due().getAttempt()).isEqualTo(1);
        assertThat(offer().due().getConversion()).isEqualTo(first);
        assertThat(offer().due().getDeliveryId()).isEqualTo(DeliveryIds.of(first, "ep-1"));
    }

    @Test
    void shouldForgetAQueueThatOwesNothing() {
        when(new Arrived(first));
        when(attempt(AttemptResult.DELIVERED));

        assertThat(effects).containsExactly(new Delivered(DeliveryIds.of(first, "ep-1")));
        assertThat(queue).isEqualTo(Planning.empty("c-1", "ep-1"));
    }

    @Test
    void shouldHoldTheNextVersionUntilTheFirstHasEnded() {
        when(new Arrived(first));
        PlannerEvent delivered = attempt(AttemptResult.DELIVERED);
        when(new Arrived(second));
        assertThat(effects).isEmpty();

        when(delivered);

        assertThat(effects).hasSize(2);
        assertThat(offer().due().getConversion()).isEqualTo(second);
    }

    @Test
    void shouldTryAgainWhenItsTimeHasCome() {
        when(new Arrived(first));
        when(attempt(AttemptResult.FAILED));
        assertThat(effects).isEmpty();

        at(NOON.plusSeconds(9));
        when(new Woke());
        assertThat(effects).isEmpty();

        at(NOON.plusSeconds(10));
        when(new Woke());
        assertThat(offer().occasion()).isEqualTo(Occasion.RETRY);
        assertThat(offer().due().getAttempt()).isEqualTo(2);
        assertThat(offer().due().getDeliveryId()).isEqualTo(DeliveryIds.of(first, "ep-1"));
    }

    @Test
    void shouldWaitAsLongAsTheServerAsks() {
        when(new Arrived(first));
        when(attempt(AttemptResult.FAILED, 429, Duration.ofMinutes(30)));

        assertThat(queue.getCurrent().getWakeAt()).isEqualTo(NOON.plus(Duration.ofMinutes(30)));
    }

    @Test
    void shouldGiveUpAfterTheLastAttempt() {
        when(new Arrived(first));
        failTwice();
        when(attempt(AttemptResult.FAILED, 503, null));

        assertThat(letter().getReason()).isEqualTo(GiveUpReason.EXHAUSTED);
        assertThat(letter().getAttempts()).isEqualTo(3);
        assertThat(letter().getLastHttpStatus()).isEqualTo(503);
        assertThat(letter().getConversion()).isEqualTo(first);
    }

    @Test
    void shouldGoOnWithTheNextVersionAfterGivingUpOne() {
        when(new Arrived(first));
        when(new Arrived(second));
        failTwice();
        when(attempt(AttemptResult.FAILED));

        assertThat(effects).hasSize(2);
        assertThat(offer().due().getConversion()).isEqualTo(second);
    }

    @Test
    void shouldGiveUpWhatIsOwedToAnEndpointThatIsGone() {
        when(new Arrived(first));
        when(new Arrived(second));
        when(attempt(AttemptResult.GONE, 410, null));

        assertThat(effects)
                .hasSize(2)
                .allSatisfy(effect ->
                        assertThat(((GiveUp) effect).letter().getReason()).isEqualTo(GiveUpReason.ENDPOINT_GONE));
        assertThat(queue).isEqualTo(Planning.empty("c-1", "ep-1"));
    }

    @Test
    void shouldWaitOutTheDelayOfAnEndpointBeforeTheFirstAttempt() {
        when(new Arrived(first, Duration.ofMinutes(10), null));
        assertThat(effects).isEmpty();

        at(first.getChangedAt().plus(Duration.ofMinutes(10)));
        when(new Woke());

        assertThat(offer().occasion()).isEqualTo(Occasion.FIRST);
        assertThat(offer().due().getAttempt()).isEqualTo(1);
    }

    @Test
    void shouldParkWhatIsOwedToAPausedEndpointAndGoOnWhenItIsResumed() {
        standing = Standing.PAUSED;
        when(new Arrived(first));
        assertThat(effects).isEmpty();
        assertThat(queue.getCurrent().getParked()).isTrue();

        when(new Woke());
        assertThat(effects).isEmpty();

        standing = Standing.ENABLED;
        when(new Woke());
        assertThat(offer().due().getConversion()).isEqualTo(first);
        assertThat(queue.getCurrent().getParked()).isFalse();
    }

    @Test
    void shouldKeepItsTriesWhenARetryMeetsAPause() {
        when(new Arrived(first));
        when(attempt(AttemptResult.FAILED));
        standing = Standing.PAUSED;
        at(NOON.plusSeconds(10));
        when(new Woke());
        standing = Standing.ENABLED;

        when(new Woke());

        assertThat(offer().due().getAttempt()).isEqualTo(2);
    }

    @Test
    void shouldSendAgainWhatWasDeliveredWhenSomebodyAsksForIt() {
        when(new Arrived(first));
        PlannerEvent delivered = attempt(AttemptResult.DELIVERED);
        when(delivered);

        at(now.plusSeconds(60));
        when(new Resent(first, null));

        assertThat(offer().due().getDeliveryId()).isEqualTo(DeliveryIds.of(first, "ep-1"));
        assertThat(offer().due().getResent()).isTrue();
        PlannerQueue asked = queue;
        when(delivered);
        assertThat(queue).as("the first delivery's result is not the second's").isEqualTo(asked);
    }

    @Test
    void shouldNotOweTwiceWhatIsAskedForTwice() {
        when(new Arrived(first));
        when(new Resent(first, null));
        when(new Arrived(second));
        when(new Resent(second, null));

        assertThat(queue.getLater()).hasSize(1);
    }

    @Test
    void shouldStillTakeANewVersionWhileAnOldOneIsResent() {
        when(new Resent(second, null));
        when(new Arrived(first));

        assertThat(queue.getLater()).hasSize(1);
    }

    @Test
    void shouldCarryTheTraceOfAChangeThroughEveryAttempt() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        when(new Arrived(first, Duration.ZERO, trace));
        assertThat(offer().traceparent()).isEqualTo(trace);
        when(attempt(AttemptResult.FAILED));
        at(NOON.plusSeconds(10));

        when(new Woke());

        assertThat(offer().traceparent()).isEqualTo(trace);
    }

    @Test
    void shouldFinishWhatAnEarlierReleaseLeftWaiting() {
        queue = new PlannerQueue("c-1", "ep-1", true, null, List.of(first, second), List.of());

        when(new Woke());

        assertThat(offer().due().getConversion()).isEqualTo(first);
        assertThat(queue.getLater()).hasSize(1);
        assertThat(queue.getWaiting()).isEmpty();
    }

    @Test
    void shouldNotUseUpATryByADeferral() {
        when(new Arrived(first));
        when(attempt(AttemptResult.DEFERRED));
        at(NOON.plus(DEFERRAL));
        when(new Woke());

        assertThat(offer().due().getAttempt()).isEqualTo(1);
    }

    @Test
    void shouldOfferTheSameAttemptAgainWhenNobodyAnswersIt() {
        when(new Arrived(first));
        at(NOON.plus(LEASE));
        when(new Woke());

        assertThat(offer().occasion()).isEqualTo(Occasion.UNANSWERED);
        assertThat(offer().due().getAttempt()).isEqualTo(1);
        assertThat(offer().due().getDueAt()).isEqualTo(now);
    }

    @Test
    void shouldSayUntilWhenAnOfferStands() {
        when(new Arrived(first));

        assertThat(offer().due().getValidUntil()).isEqualTo(NOON.plus(LEASE));
        assertThat(queue.getCurrent().getWakeAt()).isEqualTo(NOON.plus(LEASE));
    }

    @Test
    void shouldRepeatMoreAndMoreSeldomWhileNobodyAnswers() {
        when(new Arrived(first));
        List<Duration> standing = new ArrayList<>();
        for (int repeats = 0; repeats < 6; repeats++) {
            at(queue.getCurrent().getWakeAt());
            when(new Woke());
            standing.add(Duration.between(now, offer().due().getValidUntil()));
            assertThat(queue.getCurrent().getWakeAt()).isEqualTo(offer().due().getValidUntil());
        }

        assertThat(standing).extracting(Duration::toMinutes).containsExactly(10L, 20L, 40L, 80L, 80L, 80L);
    }

    @Test
    void shouldOfferForOneLeaseAgainAsSoonAsSomebodyAnswers() {
        when(new Arrived(first));
        for (int repeats = 0; repeats < 3; repeats++) {
            at(queue.getCurrent().getWakeAt());
            when(new Woke());
        }

        when(attempt(AttemptResult.DEFERRED));
        at(queue.getCurrent().getWakeAt());
        when(new Woke());

        assertThat(offer().due().getValidUntil()).isEqualTo(now.plus(LEASE));
    }

    @Test
    void shouldNotCountAFailureTwice() {
        when(new Arrived(first));
        PlannerEvent failed = attempt(AttemptResult.FAILED);
        when(failed);
        PlannerQueue once = queue;

        at(now.plusSeconds(3));
        when(failed);

        assertThat(queue).isEqualTo(once);
        assertThat(effects).isEmpty();
    }

    @Test
    void shouldNotCountAFailureOfAnOfferThatWasRepeatedSince() {
        when(new Arrived(first));
        PlannerEvent late = attempt(AttemptResult.FAILED);
        at(NOON.plus(LEASE));
        when(new Woke());
        PlannerQueue repeated = queue;

        when(late);

        assertThat(queue).isEqualTo(repeated);
    }

    @Test
    void shouldBelieveALateSuccess() {
        when(new Arrived(first));
        PlannerEvent late = attempt(AttemptResult.DELIVERED);
        when(attempt(AttemptResult.FAILED));

        when(late);

        assertThat(effects).containsExactly(new Delivered(DeliveryIds.of(first, "ep-1")));
    }

    @Test
    void shouldIgnoreResultsOfDeliveriesThatHaveEnded() {
        when(new Arrived(first));
        PlannerEvent delivered = attempt(AttemptResult.DELIVERED);
        when(delivered);
        when(new Arrived(second));
        PlannerQueue before = queue;

        when(delivered);

        assertThat(queue).isEqualTo(before);
        assertThat(effects).isEmpty();
    }

    @Test
    void shouldIgnoreAVersionThatItOwesAlready() {
        when(new Arrived(first));
        when(new Arrived(second));
        PlannerQueue before = queue;

        when(new Arrived(first));
        when(new Arrived(second));

        assertThat(queue).isEqualTo(before);
    }

    @Test
    void shouldGiveUpWhatIsOwedToADisabledEndpoint() {
        when(new Arrived(first));
        when(new Arrived(second));
        when(attempt(AttemptResult.FAILED));
        standing = Standing.DISABLED;
        at(NOON.plusSeconds(10));
        when(new Woke());

        assertThat(effects)
                .hasSize(2)
                .allSatisfy(effect ->
                        assertThat(((GiveUp) effect).letter().getReason()).isEqualTo(GiveUpReason.ENDPOINT_DISABLED));
        assertThat(((GiveUp) effects.get(0)).letter().getAttempts()).isEqualTo(1);
        assertThat(((GiveUp) effects.get(1)).letter().getAttempts()).isZero();
    }

    @Test
    void shouldGiveUpWhatIsOwedToAnEndpointThatWasRemoved() {
        when(new Arrived(first));
        standing = Standing.REMOVED;
        at(NOON.plus(LEASE));
        when(new Woke());

        assertThat(letter().getReason()).isEqualTo(GiveUpReason.ENDPOINT_REMOVED);
    }

    private void failTwice() {
        for (int attempt = 1; attempt <= 2; attempt++) {
            when(attempt(AttemptResult.FAILED));
            at(queue.getCurrent().getWakeAt());
            when(new Woke());
        }
    }

    private void when(PlannerEvent event) {
        Decision decision = planning.decide(queue, event, standing, now);
        queue = decision.queue() == null ? Planning.empty("c-1", "ep-1") : decision.queue();
        effects = decision.effects();
    }

    private void at(Instant time) {
        now = time;
    }

    private Offer offer() {
        return (Offer) effects.get(effects.size() - 1);
    }

    private dev.ricochet.schemas.event.DeliveryDeadLetter letter() {
        return ((GiveUp) effects.get(0)).letter();
    }

    private PlannerEvent attempt(AttemptResult result) {
        return attempt(result, null, null);
    }

    private PlannerEvent attempt(AttemptResult result, @Nullable Integer status, @Nullable Duration retryAfter) {
        DueDelivery due = new DueDelivery(
                queue.getCurrent().getDeliveryId(),
                queue.getCurrent().getAttempt(),
                "ep-1",
                NOON,
                queue.getCurrent().getOfferedAt(),
                queue.getCurrent().getConversion(),
                false,
                null);
        return new Attempted(Attempts.of(due, result, status, retryAfter));
    }
}
