package dev.ricochet.gateway.admin;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/**
 * The state of an entry as HTTP names it (RFC 9110, section 8.8.3): its version, and since when that holds. The version
 * alone would name two states, since an entry that is created again after it was deleted begins at 1 again.
 */
final class EntityTag {
    private static final int SHORT = 36;

    private EntityTag() {}

    static String of(SpecificRecord entry) {
        Instant effectiveFrom = (Instant) field(entry, "effective_from");
        return "\"" + field(entry, "version") + "-" + Long.toString(effectiveFrom.toEpochMilli(), SHORT) + "\"";
    }

    private static Object field(SpecificRecord entry, String name) {
        return entry.get(entry.getSchema().getField(name).pos());
    }
}
