package dev.ricochet.attribution.stats.topology;

import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.StatsClicks;
import dev.ricochet.schemas.state.StatsConversion;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsResults;
import dev.ricochet.schemas.state.StatsTierRun;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * One thing that the stats remember.
 *
 * @param name names the store and its changelog; never change it
 * @param isCached whether a key that changes a thousand times between two commits is written once. Where hardly a key comes again
 *     the cache would only push out what does
 */
public record StatsStore<K, V>(String name, Serde<K> key, Serde<V> value, boolean isCached) {

    /** Counting, by hour: the clicks of this partition. */
    static final StatsStore<Bytes, StatsClicks> CLICKS =
            cached("stats-clicks", Serdes.Bytes(), StateSerde.of(StatsClicks.class));

    /** Counting, by hour: the conversions and rejections of this partition. */
    static final StatsStore<Bytes, StatsResults> RESULTS =
            cached("stats-results", Serdes.Bytes(), StateSerde.of(StatsResults.class));

    /** Counting: hours of which a part may have changed since it was handed on. */
    static final StatsStore<Bytes, byte[]> UNSENT_PARTS =
            cached("stats-unsent-parts", Serdes.Bytes(), Serdes.ByteArray());

    /** Conversions, by conversion id: as what each is counted. */
    static final StatsStore<String, StatsConversion> CONVERSIONS =
            uncached("stats-conversions", Serdes.String(), StateSerde.of(StatsConversion.class));

    /** Conversions, by {@link VersionKey}: every version, for those who ask. */
    public static final StatsStore<String, Conversion> HISTORY =
            uncached("stats-history", Serdes.String(), StateSerde.of(Conversion.class));

    /** Outcomes, by receipt id, for those who ask. */
    public static final StatsStore<String, PostbackOutcome> RECEIPTS =
            uncached("stats-receipts", Serdes.String(), StateSerde.of(PostbackOutcome.class));

    /** Summing, by hour and partition: what each partition told last. */
    static final StatsStore<Bytes, StatsCounts> PARTS =
            cached("stats-parts", Serdes.Bytes(), StateSerde.of(StatsCounts.class));

    /** Summing, by affiliate: the sums. */
    public static final StatsStore<Bytes, StatsCounts> HOURS =
            cached("stats-hours", Serdes.Bytes(), StateSerde.of(StatsCounts.class));

    /** Summing: affiliates' hours that may have changed since they were written. */
    static final StatsStore<Bytes, byte[]> UNSENT_HOURS =
            cached("stats-unsent-hours", Serdes.Bytes(), Serdes.ByteArray());

    /** Tiers, by affiliate: the newest event. */
    public static final StatsStore<String, AffiliateTier> TIERS =
            cached("stats-tiers", Serdes.String(), StateSerde.of(AffiliateTier.class));

    /** Tiers: how far the day's computation is; one entry. */
    static final StatsStore<String, StatsTierRun> TIER_RUN =
            cached("stats-tier-run", Serdes.String(), StateSerde.of(StatsTierRun.class));

    /** Conversion rates, by affiliate, offer and rule: the newest event. */
    static final StatsStore<String, ConversionRate> RATES =
            cached("stats-rates", Serdes.String(), StateSerde.of(ConversionRate.class));

    static final List<StatsStore<?, ?>> ALL = List.of(
            CLICKS,
            RESULTS,
            UNSENT_PARTS,
            CONVERSIONS,
            HISTORY,
            RECEIPTS,
            PARTS,
            HOURS,
            UNSENT_HOURS,
            TIERS,
            TIER_RUN,
            RATES);

    private static <K, V> StatsStore<K, V> cached(String name, Serde<K> key, Serde<V> value) {
        return new StatsStore<>(name, key, value, true);
    }

    private static <K, V> StatsStore<K, V> uncached(String name, Serde<K> key, Serde<V> value) {
        return new StatsStore<>(name, key, value, false);
    }

    StoreBuilder<KeyValueStore<K, V>> builder() {
        StoreBuilder<KeyValueStore<K, V>> store = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), key, value)
                .withLoggingEnabled(Map.of());
        return isCached ? store.withCachingEnabled() : store.withCachingDisabled();
    }

    KeyValueStore<K, V> of(ProcessingContext context) {
        return context.getStateStore(name);
    }
}
