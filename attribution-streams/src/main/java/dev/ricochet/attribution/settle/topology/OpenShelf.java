package dev.ricochet.attribution.settle.topology;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A {@link Shelf} of one task. Keys are those within the shelf. */
final class OpenShelf<V extends SpecificRecord> {

    private static final char AFTER_NAME = '/';

    private final Shelf<V> shelf;
    private final KeyValueStore<String, byte[]> store;
    private final String prefix;

    OpenShelf(Shelf<V> shelf, KeyValueStore<String, byte[]> store) {
        this.shelf = shelf;
        this.store = store;
        this.prefix = shelf.name() + AFTER_NAME;
    }

    @Nullable V get(String key) {
        return decoded(store.get(prefix + key));
    }

    void put(String key, V value) {
        store.put(prefix + key, encoded(value));
    }

    /** Null where there was none and the value stands there now, else what was there and still is. */
    @Nullable V putIfAbsent(String key, V value) {
        return decoded(store.putIfAbsent(prefix + key, encoded(value)));
    }

    void delete(String key) {
        // Not by the store's delete: it would read what was there, to return it.
        store.put(prefix + key, null);
    }

    /**
     * Entries in the order of their keys.
     *
     * @param from the first key that may be among them; empty: from the beginning
     * @param to the last key that may be among them; null: to the end
     */
    List<KeyValue<String, V>> first(int most, String from, @Nullable String to) {
        List<KeyValue<String, V>> entries = new ArrayList<>();
        String last = to == null ? shelf.name() + (char) (AFTER_NAME + 1) : prefix + to;
        try (KeyValueIterator<String, byte[]> found = store.range(prefix + from, last)) {
            while (found.hasNext() && entries.size() < most) {
                KeyValue<String, byte[]> entry = found.next();
                if (!entry.key.startsWith(prefix)) {
                    break;
                }
                entries.add(KeyValue.pair(entry.key.substring(prefix.length()), decoded(entry.value)));
            }
        }
        return entries;
    }

    private byte[] encoded(V value) {
        return shelf.serde().serializer().serialize(shelf.name(), value);
    }

    private @Nullable V decoded(byte @Nullable [] bytes) {
        return bytes == null ? null : shelf.serde().deserializer().deserialize(shelf.name(), bytes);
    }
}
