package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.GiveUpReason;
import dev.ricochet.schemas.state.PlannerChange;
import dev.ricochet.schemas.state.PlannerDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.planner.decision.PlannerEvent.Arrived;
import dev.ricochet.sink.planner.decision.PlannerEvent.Attempted;
import dev.ricochet.sink.planner.decision.PlannerEvent.Resent;
import dev.ricochet.sink.planner.decision.PlannerEvent.Woke;
import dev.ricochet.sink.schedule.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planner's state machine (see the package). It never looks at a clock of its own and draws nothing at random.
 *
 * @param schedule when a failed attempt is repeated, and how often
 * @param lease how long an offer stands before the same attempt is offered again; twice as long after each time that
 *     nobody answered, up to sixteen times
 * @param deferral how long an attempt waits that a dispatcher could not make; it does not count as a try
 */
public record Planning(RetrySchedule schedule, Duration lease, Duration deferral) {

    /** What to do when this event meets this queue. */
    public Decision decide(PlannerQueue queue, PlannerEvent event, Standing standing, Instant now) {
        QueueEdit edit = new QueueEdit(queue, lease, now);
        if (event instanceof Arrived arrived) {
            arrive(edit, arrived, now);
        } else if (event instanceof Resent resent) {
            resend(edit, resent);
        } else if (event instanceof Attempted attempted) {
            settle(edit, attempted.attempt(), now);
        } else if (event instanceof Woke) {
            wake(edit, standing, now);
        }
        edit.beginNext(standing);
        return edit.decision();
    }

    /**
     * Until when a planner that began then repeats no unanswered offer. What was answered while it was away it has yet to read; repeated
     * before, an offer would be told twice, and beside the conversion's next change.
     */
    public Instant repeatsFrom(Instant began) {
        return began.plus(lease.dividedBy(2));
    }

    /** The queue of a conversion and endpoint that nothing is known of. */
    public static PlannerQueue empty(String conversionId, String endpointId) {
        return new PlannerQueue(conversionId, endpointId, false, null, List.of(), List.of());
    }

    private static void arrive(QueueEdit edit, Arrived arrived, Instant now) {
        Conversion conversion = arrived.conversion();
        if (edit.newestVersion() < conversion.getVersion()) {
            Instant due = conversion.getChangedAt().plus(arrived.delay());
            edit.append(new PlannerChange(
                    conversion,
                    arrived.traceparent(),
                    arrived.delay().isZero() || !due.isAfter(now) ? null : due,
                    false));
        }
    }

    /** What is owed already need not be owed twice. */
    private static void resend(QueueEdit edit, Resent resent) {
        if (!edit.owes(resent.conversion().getVersion())) {
            edit.append(new PlannerChange(resent.conversion(), resent.traceparent(), null, true));
        }
    }

    private void settle(QueueEdit edit, DeliveryAttempt attempt, Instant now) {
        PlannerDelivery current = edit.current();
        if (current == null
                || !current.getDeliveryId().equals(attempt.getDeliveryId())
                // Of an earlier life of the delivery, which has been asked for again since.
                || attempt.getDueAt().isBefore(current.getCreatedAt())) {
            return;
        }
        switch (attempt.getResult()) {
            // These two are facts about the endpoint, whichever of its attempts tells them.
            case DELIVERED -> edit.delivered();
            case GONE -> edit.gone(attempt);
            case FAILED -> {
                if (answersTheOffer(current, attempt)) {
                    retry(edit, current, attempt, now);
                }
            }
            case DEFERRED -> {
                if (answersTheOffer(current, attempt)) {
                    Duration wait = schedule.waitAfterDeferral(
                            deferral, current.getDeliveryId(), current.getAttempt(), retryAfter(attempt));
                    edit.waitFor(current.getAttempt(), now.plus(wait), attempt);
                }
            }
            case UNKNOWN -> {
                // Written by a newer dispatcher: the lease decides, as if nothing had been heard.
            }
        }
    }

    private void retry(QueueEdit edit, PlannerDelivery current, DeliveryAttempt attempt, Instant now) {
        Optional<Duration> wait =
                schedule.waitAfter(current.getDeliveryId(), current.getAttempt(), retryAfter(attempt));
        if (wait.isPresent()) {
            edit.waitFor(current.getAttempt() + 1, endOf(attempt, now).plus(wait.get()), attempt);
        } else {
            edit.exhausted(attempt);
        }
    }

    /** The wait counts from the attempt's end, as its record says; a dispatcher's clock that is ahead moves nothing. */
    private static Instant endOf(DeliveryAttempt attempt, Instant now) {
        Instant end = attempt.getStartedAt().plusMillis(attempt.getDurationMs());
        return end.isAfter(now) ? now : end;
    }

    private static void wake(QueueEdit edit, Standing standing, Instant now) {
        PlannerDelivery current = edit.current();
        if (current == null || (current.getWakeAt().isAfter(now) && !current.getParked())) {
            return;
        }
        switch (standing) {
            case ENABLED -> edit.offerAgain(current);
            case PAUSED -> edit.park(current);
            case DISABLED -> edit.giveUpAll(GiveUpReason.ENDPOINT_DISABLED);
            case REMOVED -> edit.giveUpAll(GiveUpReason.ENDPOINT_REMOVED);
        }
    }

    /** A result counts against the schedule only when it answers the very offer that stands: late and repeated ones do not. */
    private static boolean answersTheOffer(PlannerDelivery current, DeliveryAttempt attempt) {
        return attempt.getDueAt().equals(current.getOfferedAt()) && attempt.getAttempt() == current.getAttempt();
    }

    private static @Nullable Duration retryAfter(DeliveryAttempt attempt) {
        Long millis = attempt.getRetryAfterMs();
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
