package dev.ricochet.sink.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Queues by the endpoint that they wait for. Kept in memory, and found anew after a restart: which endpoints those are, and
 * before which key of each nothing is left, since walking over what was taken away would cost more with every queue.
 */
final class ParkedQueues {

    private static final byte[] NOTHING = new byte[0];

    /** Between endpoint and queue; no endpoint's id holds it. */
    private static final char BETWEEN = '|';

    /** The character after it: where the keys of the next endpoint begin. */
    private static final char AFTER = BETWEEN + 1;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, String> firstKeys = new HashMap<>();

    ParkedQueues(KeyValueStore<String, byte[]> store) {
        this.store = store;
        String endpoint = firstFrom(null);
        while (endpoint != null) {
            firstKeys.put(endpoint, endpoint + BETWEEN);
            endpoint = firstFrom(endpoint + AFTER);
        }
    }

    void add(String endpointId, String queue) {
        String key = endpointId + BETWEEN + queue;
        firstKeys.merge(endpointId, key, (one, other) -> one.compareTo(other) <= 0 ? one : other);
        store.put(key, NOTHING);
    }

    void remove(String endpointId, String queue) {
        store.put(endpointId + BETWEEN + queue, null);
    }

    Set<String> endpoints() {
        return Set.copyOf(firstKeys.keySet());
    }

    /** So many at most; an endpoint of which none are left is forgotten. */
    List<String> of(String endpointId, int limit) {
        List<String> queues = new ArrayList<>();
        String from = firstKeys.getOrDefault(endpointId, endpointId + BETWEEN);
        try (KeyValueIterator<String, byte[]> entries = store.range(from, endpointId + AFTER)) {
            while (entries.hasNext() && queues.size() < limit) {
                String key = entries.next().key;
                if (queues.isEmpty()) {
                    firstKeys.put(endpointId, key);
                }
                queues.add(key.substring(endpointId.length() + 1));
            }
        }
        if (queues.isEmpty()) {
            firstKeys.remove(endpointId);
        }
        return queues;
    }

    private @Nullable String firstFrom(@Nullable String key) {
        try (KeyValueIterator<String, byte[]> entries = store.range(key, null)) {
            String found = entries.hasNext() ? entries.next().key : null;
            return found == null ? null : found.substring(0, found.indexOf(BETWEEN));
        }
    }
}
