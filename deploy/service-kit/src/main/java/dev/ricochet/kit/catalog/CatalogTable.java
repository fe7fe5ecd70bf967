package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** One topic's entries with their versions, by id. For the reader's thread alone; only its copies get about. */
final class CatalogTable<V extends SpecificRecord> {
    private final Topic<V> topic;
    private final Deserializer<V> deserializer;
    private final TreeMap<String, Timeline<V>> entries = new TreeMap<>();
    private @Nullable Holding<V> copy;

    /** Until when the copy shows what is in force. */
    private Instant copyHoldsUntil = Instant.MAX;

    CatalogTable(Topic<V> topic, RecordSerdes serdes) {
        this.topic = topic;
        this.deserializer = serdes.of(topic).deserializer();
    }

    String topic() {
        return topic.name();
    }

    /**
     * Takes a record's value; none means that the entry is deleted.
     *
     * @param written when the record was written
     */
    void apply(String id, byte @Nullable [] value, Instant written) {
        Timeline.Version<V> version = value == null
                ? Versions.deleted(written)
                : Versions.written(topic, deserializer.deserialize(topic.name(), value), written);
        entries.merge(id, Timeline.of(version), (known, next) -> known.plus(version));
        copy = null;
    }

    void clear() {
        entries.clear();
        copy = null;
    }

    /** True if another version has come into force since the last copy. */
    boolean isDue(Instant now) {
        return !now.isBefore(copyHoldsUntil);
    }

    /** What is in force now, with all that is known of other times; the same copy until something changes. */
    Holding<V> holding(Instant now) {
        Holding<V> last = copy;
        if (last == null || isDue(now)) {
            Map<String, Timeline<V>> timelines = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
            last = new Holding<>(timelines, View.copy(timelines, now));
            copy = last;
            copyHoldsUntil = entries.values().stream()
                    .map(timeline -> timeline.nextAfter(now))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
        }
        return last;
    }
}
