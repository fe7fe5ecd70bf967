package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** One topic's newest entries, by id. For the reader's thread alone; only its copies get about. */
final class CatalogTable<V extends SpecificRecord> {
    private final Topic<V> topic;
    private final Deserializer<V> deserializer;
    private final TreeMap<String, V> entries = new TreeMap<>();
    private @Nullable Map<String, V> copy;

    CatalogTable(Topic<V> topic, RecordSerdes serdes) {
        this.topic = topic;
        this.deserializer = serdes.of(topic).deserializer();
    }

    String topic() {
        return topic.name();
    }

    /** Takes a record's value; none means that the entry is deleted. */
    void apply(String id, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(id);
        } else {
            entries.put(id, deserializer.deserialize(topic.name(), value));
        }
        copy = null;
    }

    void clear() {
        entries.clear();
        copy = null;
    }

    int size() {
        return entries.size();
    }

    /** What is there now; the same copy until something changes. Hashed, for the look-ups of hot paths. */
    Map<String, V> copy() {
        Map<String, V> last = copy;
        if (last == null) {
            last = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
            copy = last;
        }
        return last;
    }
}
