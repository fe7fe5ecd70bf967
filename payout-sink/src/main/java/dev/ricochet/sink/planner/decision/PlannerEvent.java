package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can happen to the queue of one conversion and endpoint. */
public sealed interface PlannerEvent {

    /**
     * A version of the conversion came about that the endpoint wants to hear of.
     *
     * @param delay how long after the change the endpoint wants to hear of it
     * @param traceparent the trace of the change, which every attempt carries on
     */
    record Arrived(
            Conversion conversion, Duration delay, @Nullable String traceparent) implements PlannerEvent {

        public Arrived(Conversion conversion) {
            this(conversion, Duration.ZERO, null);
        }
    }

    /** Somebody wants the endpoint told of this version, whether it was told before or not. */
    record Resent(Conversion conversion, @Nullable String traceparent) implements PlannerEvent {}

    /** A dispatcher reports an attempt, of which all up to {@code retry_after_ms} was read. It may come late, or twice. */
    record Attempted(DeliveryAttempt attempt) implements PlannerEvent {}

    /** The queue's {@code wake_at} has passed, or its endpoint is no longer paused. */
    record Woke() implements PlannerEvent {}
}
