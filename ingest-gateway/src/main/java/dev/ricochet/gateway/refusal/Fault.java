package dev.ricochet.gateway.refusal;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with one field.
 *
 * @param field our name of it, or the sender's where we have none
 * @param detail for a person: what was expected
 * @param value what was sent, cut; null where it is secret or there is none
 */
public record Fault(
        String field,
        FaultCode code,
        String detail,
        @Nullable String value) {
    private static final int VALUE_SHOWN = 100;

    public Fault {
        value = value == null ? null : Cut.to(VALUE_SHOWN, value);
    }
}
