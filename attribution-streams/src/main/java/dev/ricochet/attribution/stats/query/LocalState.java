package dev.ricochet.attribution.stats.query;

import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.store.AffiliatesInOrder;
import dev.ricochet.attribution.stats.store.HourBytes;
import dev.ricochet.attribution.stats.topology.StatsStore;
import dev.ricochet.attribution.stats.topology.VersionKey;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.state.StatsCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads this worker's stores, always of a named partition: a partition that has just moved away is an
 * {@link org.apache.kafka.streams.errors.InvalidStateStoreException}, and not an empty answer.
 */
final class LocalState {

    private final KafkaStreams streams;

    LocalState(KafkaStreams streams) {
        this.streams = streams;
    }

    @Nullable PostbackOutcome outcome(int partition, String receiptId) {
        return store(StatsStore.RECEIPTS, partition).get(receiptId);
    }

    /** Every version that is kept, the first one first. */
    List<Conversion> versions(int partition, String conversionId) {
        List<Conversion> versions = new ArrayList<>();
        try (KeyValueIterator<String, Conversion> found = store(StatsStore.HISTORY, partition)
                .prefixScan(VersionKey.prefix(conversionId), new StringSerializer())) {
            found.forEachRemaining(version -> versions.add(version.value));
        }
        return versions;
    }

    /** An affiliate's hours from the first to before the last. */
    void hours(int partition, String affiliateId, long from, long to, BiConsumer<HourKey, StatsCounts> receiver) {
        hours(store(StatsStore.HOURS, partition), affiliateId, from, to, receiver);
    }

    /** The same of every affiliate of the partition. */
    void hours(int partition, long from, long to, BiConsumer<HourKey, StatsCounts> receiver) {
        ReadOnlyKeyValueStore<Bytes, StatsCounts> store = store(StatsStore.HOURS, partition);
        String affiliate = AffiliatesInOrder.after(null, store);
        while (affiliate != null) {
            hours(store, affiliate, from, to, receiver);
            affiliate = AffiliatesInOrder.after(affiliate, store);
        }
    }

    private static void hours(
            ReadOnlyKeyValueStore<Bytes, StatsCounts> store,
            String affiliateId,
            long from,
            long to,
            BiConsumer<HourKey, StatsCounts> receiver) {
        try (KeyValueIterator<Bytes, StatsCounts> found =
                store.range(HourBytes.ofAffiliate(affiliateId, from), HourBytes.ofAffiliate(affiliateId, to))) {
            while (found.hasNext()) {
                KeyValue<Bytes, StatsCounts> next = found.next();
                receiver.accept(HourBytes.readByAffiliate(next.key), next.value);
            }
        }
    }

    private <K, V> ReadOnlyKeyValueStore<K, V> store(StatsStore<K, V> store, int partition) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(store.name(), QueryableStoreTypes.<K, V>keyValueStore())
                        .withPartition(partition));
    }
}
