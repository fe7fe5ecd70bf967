package dev.ricochet.attribution.stats.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is over from one store: once an hour through its keys, a few at a time, so that no sweep holds up the stream.
 * Every entry that is looked at has to be decoded, and none is in a hurry.
 */
final class Broom<K, V> {

    private static final int BATCH = 500;
    private static final long ROUND_MILLIS = Duration.ofHours(1).toMillis();

    private final KeyValueStore<K, V> store;
    private final Predicate<KeyValue<K, V>> over;
    private long nextRound = Long.MIN_VALUE;
    private @Nullable K next;

    Broom(KeyValueStore<K, V> store, Predicate<KeyValue<K, V>> over) {
        this.store = store;
        this.over = over;
    }

    /** @param now the wall clock, in milliseconds */
    void sweep(long now) {
        if (next == null && now < nextRound) {
            return;
        }
        if (next == null) {
            nextRound = now + ROUND_MILLIS;
        }
        List<K> gone = new ArrayList<>();
        int seen = 0;
        try (KeyValueIterator<K, V> entries = store.range(next, null)) {
            while (entries.hasNext() && seen++ < BATCH) {
                KeyValue<K, V> entry = entries.next();
                if (over.test(entry)) {
                    gone.add(entry.key);
                }
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        gone.forEach(store::delete);
    }
}
