package dev.ricochet.attribution.settle.lifecycle;

import dev.ricochet.schemas.event.ReportedStatus;

/** What a postback says of its conversion's status. */
public enum Assertion {
    NOTHING,
    PENDING,
    APPROVED,
    REJECTED,
    REVERSED;

    /** A status newer than this reader is taken as PENDING: no money moves on a word that is not understood. */
    public static Assertion of(ReportedStatus status) {
        return switch (status) {
            case NONE -> NOTHING;
            case PENDING, UNKNOWN -> PENDING;
            case APPROVED -> APPROVED;
            case REJECTED -> REJECTED;
            case REVERSED -> REVERSED;
        };
    }
}
