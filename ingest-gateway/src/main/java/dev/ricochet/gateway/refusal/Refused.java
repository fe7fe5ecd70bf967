package dev.ricochet.gateway.refusal;

import dev.ricochet.schemas.reason.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not taken.
 *
 * @param faults every one found, for the caller and for the record
 * @param staffNote what only the network's own staff may read, in the record; null for none
 */
public record Refused(
        Refusal reason, List<Fault> faults, @Nullable String staffNote) {
    public Refused {
        faults = List.copyOf(faults);
    }

    public static Refused because(Refusal reason) {
        return new Refused(reason, List.of(), null);
    }

    /** The reason, with a note for the network's own staff. */
    public static Refused because(Refusal reason, String staffNote) {
        return new Refused(reason, List.of(), staffNote);
    }

    /** A request of which a part cannot be read at all. */
    public static Refused malformed(String part, String detail) {
        return malformed(part, detail, null);
    }

    /** The same, with a note for the network's own staff. */
    public static Refused malformed(String part, String detail, @Nullable String staffNote) {
        return new Refused(
                Refusal.MALFORMED_REQUEST, List.of(new Fault(part, FaultCode.MALFORMED, detail, null)), staffNote);
    }

    public static Refused invalid(List<Fault> faults) {
        return new Refused(Refusal.VALIDATION_FAILED, faults, null);
    }

    /** What the caller is answered. */
    public int httpStatus() {
        return reason.told().httpStatus();
    }
}
