package dev.ricochet.attribution.settle.lifecycle;

import dev.ricochet.schemas.event.ConversionStatus;

/** What an assertion does to a conversion. */
public sealed interface Move {

    /** It changes the status. */
    record To(ConversionStatus status) implements Move {}

    /** It says what already holds. */
    record Stay() implements Move {}

    /** It is not allowed from there. */
    record Refused() implements Move {}
}
