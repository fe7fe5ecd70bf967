package dev.ricochet.sink.planner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Queues by a time. It remembers below which time nothing is left: entries are taken from the front, and walking over
 * what RocksDB has not yet cleared away there would cost more with every delivery.
 */
final class TimeIndex {

    private static final byte[] NOTHING = new byte[0];

    private final KeyValueStore<TimeKey, byte[]> store;
    private long floor;

    TimeIndex(KeyValueStore<TimeKey, byte[]> store) {
        this.store = store;
    }

    void add(Instant at, String queue) {
        long millis = at.toEpochMilli();
        floor = Math.min(floor, millis);
        store.put(new TimeKey(millis, queue), NOTHING);
    }

    void remove(Instant at, String queue) {
        store.delete(new TimeKey(at.toEpochMilli(), queue));
    }

    /** The queues whose time has come, the earliest first, so many at most. */
    List<String> until(Instant now, int limit) {
        long end = now.toEpochMilli() + 1;
        List<String> due = new ArrayList<>();
        try (KeyValueIterator<TimeKey, byte[]> entries = from(floor, end)) {
            while (entries.hasNext() && due.size() < limit) {
                KeyValue<TimeKey, byte[]> entry = entries.next();
                if (due.isEmpty()) {
                    floor = entry.key.millis();
                }
                due.add(entry.key.queue());
            }
        }
        if (due.isEmpty()) {
            floor = Math.max(floor, end);
        }
        return due;
    }

    /** The earliest time in the index. */
    Optional<Instant> earliest() {
        try (KeyValueIterator<TimeKey, byte[]> entries = from(floor, Long.MAX_VALUE)) {
            if (!entries.hasNext()) {
                return Optional.empty();
            }
            floor = entries.next().key.millis();
            return Optional.of(Instant.ofEpochMilli(floor));
        }
    }

    private KeyValueIterator<TimeKey, byte[]> from(long start, long end) {
        return store.range(new TimeKey(Math.min(start, end), ""), new TimeKey(end, ""));
    }
}
