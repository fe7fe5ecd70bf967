package dev.ricochet.local.cli;

import dev.ricochet.local.stack.StackProbe;
import dev.ricochet.local.stack.StackRecord;
import org.jspecify.annotations.Nullable;

/** How a part of a stack is doing, asked from outside. */
sealed interface PartState {

    record Ready() implements PartState {}

    record NotReady(String why) implements PartState {}

    record Gone() implements PartState {}

    static PartState of(StackRecord.Part part) {
        if (!part.process().isAlive()) {
            return new Gone();
        }
        String missing = StackProbe.whyNotReady(part);
        return missing == null ? new Ready() : new NotReady(missing);
    }

    /** One word, the same in table and JSON. */
    default String word() {
        if (this instanceof Ready) {
            return "ready";
        }
        return this instanceof Gone ? "gone" : "not_ready";
    }

    default @Nullable String detail() {
        return this instanceof NotReady notReady ? notReady.why() : null;
    }

    default String detailInBrackets() {
        String detail = detail();
        return detail == null ? "" : " (" + detail + ")";
    }
}
