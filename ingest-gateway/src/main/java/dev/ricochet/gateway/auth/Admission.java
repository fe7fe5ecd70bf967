package dev.ricochet.gateway.auth;

import dev.ricochet.schemas.reason.Refusal;

/** What a check, or all of them together, decided. */
public sealed interface Admission permits Admission.Admitted, Admission.Denied {

    Admission ADMITTED = new Admitted();

    /** May speak for the advertiser. */
    record Admitted() implements Admission {}

    /**
     * May not.
     *
     * @param reason counted and kept
     * @param detail for the network's own staff: it would help a forger
     */
    record Denied(Refusal reason, String detail) implements Admission {}
}
