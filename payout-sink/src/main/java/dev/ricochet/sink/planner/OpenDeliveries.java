package dev.ricochet.sink.planner;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How many deliveries are under way, by the second in which they came. Numbers and not the deliveries themselves: the store has a
 * cache, so all that come and go within a second are one write a commit.
 */
final class OpenDeliveries {

    private final KeyValueStore<Long, Integer> counts;
    /** Before it there is nothing; the greatest there is where there is nothing at all. */
    private long floor;

    OpenDeliveries(KeyValueStore<Long, Integer> counts) {
        this.counts = counts;
    }

    void add(Instant createdAt) {
        long second = createdAt.getEpochSecond();
        floor = Math.min(floor, second);
        Integer many = counts.get(second);
        counts.put(second, many == null ? 1 : many + 1);
    }

    void remove(Instant createdAt) {
        long second = createdAt.getEpochSecond();
        Integer many = counts.get(second);
        // null: it began before there was this count.
        if (many != null) {
            counts.put(second, without(many));
        }
    }

    private static @Nullable Integer without(int many) {
        return many == 1 ? null : many - 1;
    }

    /** The second in which the oldest came. */
    Optional<Instant> earliest() {
        if (floor == Long.MAX_VALUE) {
            return Optional.empty();
        }
        if (counts.get(floor) == null) {
            try (KeyValueIterator<Long, Integer> entries = counts.range(floor, Long.MAX_VALUE)) {
                floor = entries.hasNext() ? entries.next().key : Long.MAX_VALUE;
            }
        }
        return floor == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(floor));
    }
}
