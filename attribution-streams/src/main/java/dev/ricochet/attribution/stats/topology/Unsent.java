package dev.ricochet.attribution.stats.topology;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The keys whose counts have changed since they were handed on.
 *
 * <p>A count may be committed before it is handed on, and then the task may move or die; the next owner must hand it on.
 * Which keys that are stands in memory only. But every group of keys (an hour) of which one has changed is marked in a
 * store, before the change is committed; the next owner hands on all keys of marked groups. To hand on a count twice
 * changes nothing, since it is a whole count and not a difference. So a mark costs one write a group and not one a key, and
 * it stays for a while, since the next change of the group is near.
 */
final class Unsent {

    /** So many are handed on early, to bound memory and transactions. */
    private static final int MOST = 20_000;

    private static final int ROUNDS_A_MARK_STAYS = 60;
    private static final byte[] MARK = {1};

    private final KeyValueStore<Bytes, byte[]> marks;
    private final UnaryOperator<Bytes> groupOf;
    private final Set<Bytes> keys = new LinkedHashSet<>();

    /** Marked groups, and how many rounds ago they changed last. */
    private final Map<Bytes, Integer> marked = new HashMap<>();

    /** @param groupOf what a key begins with and shares with its group */
    Unsent(KeyValueStore<Bytes, byte[]> marks, UnaryOperator<Bytes> groupOf) {
        this.marks = marks;
        this.groupOf = groupOf;
    }

    /** Takes over from whoever had the task before: all that these stores hold of marked groups counts as changed. */
    void recover(List<KeyValueStore<Bytes, ?>> stores) {
        try (KeyValueIterator<Bytes, byte[]> all = marks.all()) {
            while (all.hasNext()) {
                marked.put(all.next().key, 0);
            }
        }
        for (Bytes group : marked.keySet()) {
            stores.forEach(store -> recover(group, store));
        }
    }

    private <V> void recover(Bytes group, KeyValueStore<Bytes, V> store) {
        try (KeyValueIterator<Bytes, V> ofGroup = store.prefixScan(group, new BytesSerializer())) {
            while (ofGroup.hasNext()) {
                KeyValue<Bytes, V> next = ofGroup.next();
                keys.add(next.key);
            }
        }
    }

    /** This key's count has changed. True if it is time to hand on. */
    boolean changed(Bytes key) {
        if (keys.add(key)) {
            Bytes group = groupOf.apply(key);
            if (marked.put(group, 0) == null) {
                marks.put(group, MARK);
            }
        }
        return keys.size() >= MOST;
    }

    /** Hands every changed key on, once. */
    void handOn(Consumer<Bytes> receiver) {
        keys.forEach(receiver);
        keys.clear();
        Iterator<Map.Entry<Bytes, Integer>> groups = marked.entrySet().iterator();
        while (groups.hasNext()) {
            Map.Entry<Bytes, Integer> group = groups.next();
            if (group.getValue() >= ROUNDS_A_MARK_STAYS) {
                marks.delete(group.getKey());
                groups.remove();
            } else {
                group.setValue(group.getValue() + 1);
            }
        }
    }
}
