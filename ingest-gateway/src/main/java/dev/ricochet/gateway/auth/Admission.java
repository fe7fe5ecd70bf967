package dev.ricochet.gateway.auth;

import dev.ricochet.schemas.reason.Refusal;
import org.jspecify.annotations.Nullable;

/** What a check, or all of them together, decided. */
public sealed interface Admission permits Admission.Admitted, Admission.Denied {

    Admission ADMITTED = new Admitted(null);

    /**
     * May speak for the advertiser.
     *
     * @param signature the one that was found right, in hexadecimal; null where none was asked for
     */
    record Admitted(@Nullable String signature) implements Admission {}

    /**
     * May not.
     *
     * @param reason counted and kept
     * @param detail for the network's own staff: it would help a forger
     */
    record Denied(Refusal reason, String detail) implements Admission {}
}
