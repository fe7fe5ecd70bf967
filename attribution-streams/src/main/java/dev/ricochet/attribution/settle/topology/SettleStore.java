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
    ORDERS("settle-orders", false),

    /** Hop 2: what is looked for by a postback of one conversion. */
    LEDGER("settle-ledger", false),

    /** Hop 2: what many conversions change, one after the other. Between two commits it stays in memory, and is written once. */
    COUNTS("settle-counts", true);

    private final String storeName;
    private final boolean isCached;

    /** @param storeName names the store and its changelog; never change it */
    SettleStore(String storeName, boolean isCached) {
        this.storeName = storeName;
        this.isCached = isCached;
    }

    String storeName() {
        return storeName;
    }

    StoreBuilder<KeyValueStore<String, byte[]>> builder() {
        StoreBuilder<KeyValueStore<String, byte[]>> builder = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(storeName), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
        return isCached ? builder.withCachingEnabled() : builder;
    }

    KeyValueStore<String, byte[]> of(ProcessingContext context) {
        return context.getStateStore(storeName);
    }
}
