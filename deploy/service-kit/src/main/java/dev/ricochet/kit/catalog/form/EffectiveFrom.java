package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Since when an entry holds. Whoever writes one may ask for a time to come; a time that has passed means now, because nothing
 * that was judged is judged anew.
 */
public final class EffectiveFrom {
    static final String KEY = "effective_from";

    /** As soon as it is written. */
    static final Instant NOW = Instant.EPOCH;

    private EffectiveFrom() {}

    /** When a version takes effect that asks for this time and is written now. */
    public static Instant of(Instant asked, Instant now) {
        return asked.isAfter(now) ? asked : now;
    }

    /**
     * Whether an entry of which nothing but its time was changed is to be written anew: one that is in force stays, and one
     * that is planned is planned for another time.
     *
     * @param known since when what was written last holds
     */
    public static boolean differs(Instant asked, Instant known, Instant now) {
        return known.isAfter(now) && !of(asked, now).equals(known);
    }

    static Instant read(Node node) {
        String text = node.optionalText(KEY);
        if (text == null) {
            return NOW;
        }
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException malformed) {
            node.report(KEY, quoted(text), "a time with its zone such as 2026-12-01T00:00:00Z");
            return NOW;
        }
    }

    /** Stands in what is printed only while it is still to come. */
    static <V extends SpecificRecord> void print(Kind<V> kind, V entry, Instant now, Map<String, Object> map) {
        Instant from = kind.effectiveFrom().apply(entry);
        if (from.isAfter(now)) {
            map.put(KEY, from.toString());
        }
    }
}
