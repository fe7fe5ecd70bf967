package dev.ricochet.sink.planner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Queues by a time. It remembers before which time there is nothing, and does not look there: entries are taken from the front, and
 * most are taken away before their time has come, since their deliveries were answered. Walking over what RocksDB has not yet
 * cleared away of them would cost more with every delivery, and a search that is to end at some time does walk over all that
 * follows, up to the first entry that is left.
 */
final class TimeIndex {

    private static final byte[] NOTHING = new byte[0];

    private final KeyValueStore<TimeKey, byte[]> store;
    /** Before it there is nothing; the greatest there is where there is nothing at all. */
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
        store.put(new TimeKey(at.toEpochMilli(), queue), null);
    }

    /** The queues whose time has come, the earliest first, so many at most. */
    List<String> until(Instant now, int limit) {
        long end = now.toEpochMilli();
        List<String> due = new ArrayList<>();
        if (floor > end) {
            return due;
        }
        long first = Long.MAX_VALUE;
        try (KeyValueIterator<TimeKey, byte[]> entries = fromTheFloor()) {
            while (entries.hasNext() && due.size() < limit) {
                TimeKey key = entries.next().key;
                first = Math.min(first, key.millis());
                if (key.millis() > end) {
                    break;
                }
                due.add(key.queue());
            }
        }
        floor = first;
        return due;
    }

    /** The earliest time in the index. */
    Optional<Instant> earliest() {
        if (floor == Long.MAX_VALUE) {
            return Optional.empty();
        }
        try (KeyValueIterator<TimeKey, byte[]> entries = fromTheFloor()) {
            floor = entries.hasNext() ? entries.next().key.millis() : Long.MAX_VALUE;
        }
        return floor == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(floor));
    }

    private KeyValueIterator<TimeKey, byte[]> fromTheFloor() {
        return store.range(new TimeKey(floor, ""), new TimeKey(Long.MAX_VALUE, ""));
    }
}
