package dev.ricochet.attribution.settle.topology;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A store of settle with its changelog, in which several {@link Shelf shelves} stand. At each commit the broker writes a marker
 * into every partition that a transaction touched, so few changelogs make commits short.
 */
enum SettleStore {
    /** Hop 1. */
    ORDERS("settle-orders"),

    /** Hop 2. */
    LEDGER("settle-ledger");

    private final String storeName;

    /** @param storeName names the store and its changelog; never change it */
    SettleStore(String storeName) {
        this.storeName = storeName;
    }

    String storeName() {
        return storeName;
    }

    StoreBuilder<KeyValueStore<String, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(storeName), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }

    KeyValueStore<String, byte[]> of(ProcessingContext context) {
        return context.getStateStore(storeName);
    }
}
