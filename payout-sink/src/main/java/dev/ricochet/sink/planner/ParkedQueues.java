package dev.ricochet.sink.planner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Queues by the endpoint that they wait for. Which endpoints those are is kept in memory, and found anew after a restart. */
final class ParkedQueues {

    private static final byte[] NOTHING = new byte[0];

    /** Between endpoint and queue; no endpoint's id holds it. */
    private static final char BETWEEN = '|';

    /** The character after it: where the keys of the next endpoint begin. */
    private static final char AFTER = BETWEEN + 1;

    private final KeyValueStore<String, byte[]> store;
    private final Set<String> endpoints = new HashSet<>();

    ParkedQueues(KeyValueStore<String, byte[]> store) {
        this.store = store;
        String endpoint = firstFrom(null);
        while (endpoint != null) {
            endpoints.add(endpoint);
            endpoint = firstFrom(endpoint + AFTER);
        }
    }

    void add(String endpointId, String queue) {
        endpoints.add(endpointId);
        store.put(endpointId + BETWEEN + queue, NOTHING);
    }

    void remove(String endpointId, String queue) {
        store.delete(endpointId + BETWEEN + queue);
    }

    Set<String> endpoints() {
        return Set.copyOf(endpoints);
    }

    /** So many at most; an endpoint of which none are left is forgotten. */
    List<String> of(String endpointId, int limit) {
        List<String> queues = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                store.prefixScan(endpointId + BETWEEN, new StringSerializer())) {
            while (entries.hasNext() && queues.size() < limit) {
                queues.add(entries.next().key.substring(endpointId.length() + 1));
            }
        }
        if (queues.isEmpty()) {
            endpoints.remove(endpointId);
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
