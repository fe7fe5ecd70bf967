package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickKey;
import dev.ricochet.schemas.state.MatchHeldPostback;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The postbacks of one partition that wait for their clicks.
 *
 * <p>The store keeps them under click key and arrival (the offset of the postback), so those of one click leave in the
 * order in which they came. Deadlines and awaited clicks are indexed in memory, rebuilt by one scan at start: a hold
 * lasts minutes, so there are few.
 *
 * <p>A postback that was taken out stays in the store until the next commit: only then has the broker acknowledged
 * what became of it. A crash in between finds it again and lets it out a second time, which settle recognises by the
 * receipt; the other way round it could be lost.
 */
final class EarlyPostbacks {

    private static final int CLICK_KEY_BYTES = 14;

    private final KeyValueStore<Bytes, MatchHeldPostback> store;
    private final NavigableSet<Deadline> deadlines = new TreeSet<>();
    private final Map<ClickKey, NavigableSet<Bytes>> byClick = new HashMap<>();
    private final Deque<TakenOut> takenOut = new ArrayDeque<>();

    private record Deadline(long millis, Bytes key) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int byTime = Long.compare(millis, other.millis);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    private record TakenOut(long commits, Bytes key) {}

    EarlyPostbacks(KeyValueStore<Bytes, MatchHeldPostback> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, MatchHeldPostback> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, MatchHeldPostback> entry = all.next();
                index(entry.key, entry.value);
            }
        }
    }

    /** Keeps a postback; {@code arrival} orders those of one click. */
    void hold(ClickKey click, long arrival, MatchHeldPostback held) {
        Bytes key = Bytes.wrap(ByteBuffer.allocate(CLICK_KEY_BYTES + Long.BYTES)
                .put(click.toBytes())
                .putLong(arrival)
                .array());
        store.put(key, held);
        index(key, held);
    }

    int count() {
        return deadlines.size();
    }

    /** The clicks waited for. */
    List<ClickKey> awaited() {
        return List.copyOf(byClick.keySet());
    }

    boolean awaits(ClickKey click) {
        return byClick.containsKey(click);
    }

    /** The earliest deadline, or null if nothing waits. */
    @Nullable Long earliestDeadline() {
        return deadlines.isEmpty() ? null : deadlines.first().millis();
    }

    /** Takes out all that wait for a click, in the order in which they came. */
    List<MatchHeldPostback> takeFor(ClickKey click, long commits) {
        NavigableSet<Bytes> keys = byClick.get(click);
        List<MatchHeldPostback> taken = new ArrayList<>();
        if (keys != null) {
            for (Bytes key : List.copyOf(keys)) {
                taken.add(takeOut(key, commits));
            }
        }
        return taken;
    }

    /** Takes out those whose deadline is not after a time, the earliest deadline first. */
    List<MatchHeldPostback> takeDue(long millis, long commits) {
        List<MatchHeldPostback> taken = new ArrayList<>();
        while (!deadlines.isEmpty() && deadlines.first().millis() <= millis) {
            taken.add(takeOut(deadlines.first().key(), commits));
        }
        return taken;
    }

    /** Forgets what was taken out before the last commit. */
    void forgetTakenOut(long commits) {
        while (!takenOut.isEmpty() && takenOut.element().commits() < commits) {
            store.delete(takenOut.remove().key());
        }
    }

    private MatchHeldPostback takeOut(Bytes key, long commits) {
        MatchHeldPostback held = Objects.requireNonNull(store.get(key), "indexed");
        deadlines.remove(new Deadline(held.getDeadlineAt().toEpochMilli(), key));
        ClickKey click = clickOf(held);
        NavigableSet<Bytes> others = byClick.get(click);
        if (others != null && others.remove(key) && others.isEmpty()) {
            byClick.remove(click);
        }
        takenOut.add(new TakenOut(commits, key));
        return held;
    }

    private void index(Bytes key, MatchHeldPostback held) {
        deadlines.add(new Deadline(held.getDeadlineAt().toEpochMilli(), key));
        byClick.computeIfAbsent(clickOf(held), click -> new TreeSet<>()).add(key);
    }

    private static ClickKey clickOf(MatchHeldPostback held) {
        return ClickKey.of(Objects.requireNonNull(held.getPostback().getClickId(), "only a click is waited for"));
    }
}
