package dev.ricochet.attribution.settle.lifecycle;

import dev.ricochet.schemas.event.DecisionAction;
import org.jspecify.annotations.Nullable;

/** What may move a conversion: the advertiser's word, a person's decision, or time. */
public enum Prompt {
    SAYS_PENDING,
    SAYS_APPROVED,
    SAYS_REJECTED,
    SAYS_REVERSED,
    APPROVES,
    HOLDS,
    REJECTS,
    REVERSES,
    COMES_DUE;

    /** The advertiser's word; null where it said nothing of the status. */
    static @Nullable Prompt of(Assertion assertion) {
        return switch (assertion) {
            case NOTHING -> null;
            case PENDING -> SAYS_PENDING;
            case APPROVED -> SAYS_APPROVED;
            case REJECTED -> SAYS_REJECTED;
            case REVERSED -> SAYS_REVERSED;
        };
    }

    /** What a person decides of the status; null where it is something else, or newer than this reader. */
    public static @Nullable Prompt of(DecisionAction action) {
        return switch (action) {
            case APPROVE -> APPROVES;
            case HOLD -> HOLDS;
            case REJECT -> REJECTS;
            case REVERSE -> REVERSES;
            case ADJUST, UNKNOWN -> null;
        };
    }
}
