package dev.ricochet.kit.catalog;

import dev.ricochet.kit.catalog.Timeline.Version;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Versions of entries out of the catalog's records. */
final class Versions {
    private Versions() {}

    /** @param written when it was written: one that takes effect later was planned */
    static <V extends SpecificRecord> Version<V> written(Topic<?> topic, V entry, Instant written) {
        Instant from = effectiveFrom(entry);
        // An affiliate stands on no tier before its first is computed, and its rate nowhere.
        boolean computed = topic.name().equals(Topics.AFFILIATE_TIERS.name())
                || topic.name().equals(Topics.CONVERSION_RATES.name());
        return new Version<>(from, computed || from.isAfter(written), entry);
    }

    static <V> Version<V> deleted(Instant when) {
        return new Version<>(when, false, null);
    }

    static String id(Topic<?> topic, SpecificRecord entry) {
        return (String) field(entry, topic.key());
    }

    static Instant effectiveFrom(SpecificRecord entry) {
        return (Instant) field(entry, "effective_from");
    }

    private static Object field(SpecificRecord entry, String name) {
        Schema.Field field = entry.getSchema().getField(name);
        if (field == null) {
            throw new IllegalArgumentException(
                    "a " + entry.getSchema().getName() + " has no " + name + " and is no catalog entry");
        }
        return entry.get(field.pos());
    }
}
