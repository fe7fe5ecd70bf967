package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickBytesDeserializer;
import dev.ricochet.attribution.clickstore.ClickKeyDeserializer;
import dev.ricochet.attribution.clickstore.ClickStoreBuilder;
import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.MatchHeldPostback;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way of the records through match.
 *
 * <pre>{@code
 * ricochet.clicks.v1 ────▶ clicks ───▶ store-clicks ──▶ [click-store]   restored from ricochet.clicks.v1 itself
 *                                                           │
 * ricochet.postbacks.v1 ─▶ postbacks ─▶ match-postbacks ◀───┤
 *                                        │                  └ [early-postbacks]   own changelog
 *                                        ▼
 *                       ricochet.matched-postbacks.v1, the unmatched ones too
 * }</pre>
 *
 * <p>Both source topics are keyed by click id and have equally many partitions, so a postback and its click meet in one
 * task. What becomes of a postback goes to settle alone, which writes the outcome exactly once: match, at least once, may
 * decide about a postback again after a crash, and by then the click may be there.
 */
final class MatchTopology {

    static final String CLICKS = "clicks";
    static final String STORE_CLICKS = "store-clicks";
    static final String CLICK_STORE = "click-store";
    static final String POSTBACKS = "postbacks";
    static final String MATCH_POSTBACKS = "match-postbacks";
    static final String EARLY_STORE = "early-postbacks";
    static final String MATCHED = "matched-postbacks";

    /** How long a released postback may wait beyond its click; an early one has waited longer already. */
    static final Duration LET_OUT_EVERY = Duration.ofMillis(100);

    private MatchTopology() {}

    static Topology build(MatchSettings settings, MatchParts parts) {
        Matcher matcher = new Matcher(parts.clickIds(), settings.defaultHold());
        MatchMeters meters = new MatchMeters(parts.meters());
        Topology topology = new Topology();
        topology.addReadOnlyStateStore(
                new ClickStoreBuilder(CLICK_STORE, settings.clicks(), parts.clock(), parts.meters()),
                CLICKS,
                new ClickKeyDeserializer(),
                new ClickBytesDeserializer(),
                Topics.CLICKS.name(),
                STORE_CLICKS,
                StoreClicks::new);
        topology.addSource(
                AutoOffsetReset.earliest(),
                POSTBACKS,
                new StringDeserializer(),
                parts.serdes().of(Topics.POSTBACKS).deserializer(),
                Topics.POSTBACKS.name());
        topology.addProcessor(MATCH_POSTBACKS, () -> new MatchPostbacks(parts, matcher, meters), POSTBACKS);
        topology.addStateStore(earlyStore(), MATCH_POSTBACKS);
        topology.connectProcessorAndStateStores(MATCH_POSTBACKS, CLICK_STORE);
        topology.addSink(
                MATCHED,
                Topics.MATCHED_POSTBACKS.name(),
                new StringSerializer(),
                parts.serdes().of(Topics.MATCHED_POSTBACKS).serializer(),
                MATCH_POSTBACKS);
        return topology;
    }

    private static StoreBuilder<KeyValueStore<Bytes, MatchHeldPostback>> earlyStore() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(EARLY_STORE),
                        Serdes.Bytes(),
                        StateSerde.of(MatchHeldPostback.class))
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
