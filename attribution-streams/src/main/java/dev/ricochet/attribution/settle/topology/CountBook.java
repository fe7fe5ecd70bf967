package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.schemas.state.SettleCount;
import org.apache.kafka.streams.state.KeyValueStore;

/** The caps' counters in their store. */
final class CountBook {

    private final KeyValueStore<String, SettleCount> store;

    CountBook(KeyValueStore<String, SettleCount> store) {
        this.store = store;
    }

    long of(String counterId) {
        SettleCount count = store.get(counterId);
        return count == null ? 0 : count.getCount();
    }

    void take(Counter counter) {
        store.put(counter.id(), new SettleCount(of(counter.id()) + 1, counter.endsAt()));
    }

    /** A counter that is gone was swept long after its period; nothing can be taken from it any more. */
    void release(String counterId) {
        SettleCount count = store.get(counterId);
        if (count != null) {
            store.put(counterId, new SettleCount(count.getCount() - 1, count.getExpiresAt()));
        }
    }
}
