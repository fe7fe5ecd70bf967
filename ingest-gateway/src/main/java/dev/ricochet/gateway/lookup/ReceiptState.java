package dev.ricochet.gateway.lookup;

import dev.ricochet.schemas.event.PostbackOutcome;

/** What is known of a receipt. */
public sealed interface ReceiptState {

    /** It has ended. */
    record Ended(PostbackOutcome outcome) implements ReceiptState {}

    /** No outcome is there: it is under way, or no postback of this receipt was ever taken. */
    record Pending() implements ReceiptState {}

    /** More would have to be read than one question may. */
    record NotFoundInBounds(int records) implements ReceiptState {}
}
