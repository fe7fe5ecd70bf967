package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import org.jspecify.annotations.Nullable;

/** What the planner does to the world outside its queue. */
public sealed interface Effect {

    /**
     * Offer an attempt to the dispatchers.
     *
     * @param traceparent the trace of the change; null where it had none
     */
    record Offer(
            DueDelivery due, Occasion occasion, @Nullable String traceparent) implements Effect {}

    /** A delivery has ended without success. */
    record GiveUp(DeliveryDeadLetter letter, @Nullable String traceparent) implements Effect {}

    /** A delivery has ended well. */
    record Delivered(String deliveryId) implements Effect {}

    /** Why an attempt is offered. */
    enum Occasion {
        /** The first attempt of a delivery. */
        FIRST,
        /** A further attempt after a failed or deferred one. */
        RETRY,
        /** The same attempt once more: nobody said within the lease what came of it. */
        UNANSWERED
    }
}
