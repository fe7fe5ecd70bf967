package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;

/** What can happen to the queue of one conversion and endpoint. */
public sealed interface PlannerEvent {

    /** A version of the conversion came about that the endpoint wants to hear of. */
    record Arrived(Conversion conversion) implements PlannerEvent {}

    /** A dispatcher reports an attempt. It may come late, or twice. */
    record Attempted(DeliveryAttempt attempt) implements PlannerEvent {}

    /** The queue's {@code wake_at} has passed. */
    record Woke() implements PlannerEvent {}
}
