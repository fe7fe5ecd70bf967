package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.topic.Topic;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** A catalog out of versions, in the order in which they are given: what the topics hold, without the topics. */
public final class CatalogBuilder {
    private final Map<String, TreeMap<String, Timeline<SpecificRecord>>> timelines = new HashMap<>();

    public CatalogBuilder() {
        Catalog.TOPICS.forEach(topic -> timelines.put(topic.name(), new TreeMap<>()));
    }

    /** A version of an entry, written when it takes effect. */
    public <V extends SpecificRecord> CatalogBuilder with(Topic<V> topic, V entry) {
        return add(topic, Versions.id(topic, entry), Versions.written(topic, entry, Versions.effectiveFrom(entry)));
    }

    /** A version of an entry, written at that time. */
    public <V extends SpecificRecord> CatalogBuilder with(Topic<V> topic, V entry, Instant written) {
        return add(topic, Versions.id(topic, entry), Versions.written(topic, entry, written));
    }

    /** Deletes an entry. */
    public CatalogBuilder without(Topic<?> topic, String id, Instant deleted) {
        return add(topic, id, Versions.deleted(deleted));
    }

    /** A catalog that shows what was written last. */
    public Catalog build() {
        return new Catalog(holdings()).newest();
    }

    private Map<String, Holding<?>> holdings() {
        Map<String, Holding<?>> holdings = new HashMap<>();
        timelines.forEach((topic, byId) -> {
            Map<String, Timeline<SpecificRecord>> copy = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
            holdings.put(topic, new Holding<>(copy, View.newest(copy)));
        });
        return holdings;
    }

    private CatalogBuilder add(Topic<?> topic, String id, Timeline.Version<SpecificRecord> version) {
        TreeMap<String, Timeline<SpecificRecord>> byId = timelines.get(topic.name());
        if (byId == null) {
            throw new IllegalArgumentException(topic + " is no topic of the catalog");
        }
        byId.merge(id, Timeline.of(version), (known, next) -> known.plus(version));
        return this;
    }
}
