package dev.ricochet.sink.planner;

import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.EndpointLife;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.life.LifeProcessor;
import dev.ricochet.sink.planner.life.LifeRules;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The planner in the order in which data flows: conversions, attempts and commands meet in one processor, since all are
 * keyed by conversion_id and their topics have equal partition counts; out of it come due deliveries, dead letters, and
 * signals of how endpoints fare. Those and people's requests meet by endpoint_id in a second one.
 */
public final class PlannerTopology {

    /** Topics whose partitions must correspond. */
    static final List<Topic<?>> COPARTITIONED =
            List.of(Topics.CONVERSIONS, Topics.DELIVERY_ATTEMPTS, Topics.DELIVERY_COMMANDS);

    static final String DUE = "deliveries-due";
    static final String DEAD_LETTERS = "delivery-dead-letters";
    private static final String CONVERSIONS = "conversions";
    private static final String ATTEMPTS = "delivery-attempts";
    private static final String COMMANDS = "delivery-commands";
    private static final String PLAN = "plan";
    static final String SIGNALS = "endpoint-signals-out";
    private static final String SIGNALS_IN = "endpoint-signals-in";
    private static final String LIVE = "live";
    private static final String EVENTS = "endpoint-events";

    private PlannerTopology() {}

    /** Builds it; {@code directory} is asked anew at each decision. */
    public static Topology build(
            PlannerSettings settings,
            LifeRules rules,
            RecordSerdes serdes,
            EndpointDirectory directory,
            SinkMetrics metrics) {
        Topology topology = new Topology();
        source(topology, CONVERSIONS, Topics.CONVERSIONS, serdes.decoder(Topics.CONVERSIONS));
        // What came of it stands first; request and answer, nearly all of an attempt's bytes, are for people.
        source(
                topology,
                ATTEMPTS,
                Topics.DELIVERY_ATTEMPTS,
                serdes.decoderUpTo(Topics.DELIVERY_ATTEMPTS, "retry_after_ms"));
        source(topology, COMMANDS, Topics.DELIVERY_COMMANDS, serdes.decoder(Topics.DELIVERY_COMMANDS));

        topology.addProcessor(
                PLAN, () -> new PlannerProcessor(settings, directory, metrics), CONVERSIONS, ATTEMPTS, COMMANDS);
        topology.addStateStore(store(PlannerStores.QUEUES, Serdes.String(), StateSerde.of(PlannerQueue.class)), PLAN);
        topology.addStateStore(store(PlannerStores.WAKE, TimeKey.SERDE, Serdes.ByteArray()), PLAN);
        topology.addStateStore(
                store(PlannerStores.OPEN, Serdes.Long(), Serdes.Integer()).withCachingEnabled(), PLAN);
        topology.addStateStore(store(PlannerStores.PARKED, Serdes.String(), Serdes.ByteArray()), PLAN);

        sink(topology, DUE, Topics.DELIVERIES_DUE, serdes, PLAN);
        sink(topology, DEAD_LETTERS, Topics.DELIVERY_DEAD_LETTERS, serdes, PLAN);
        sink(topology, SIGNALS, Topics.ENDPOINT_SIGNALS, serdes, PLAN);

        source(topology, SIGNALS_IN, Topics.ENDPOINT_SIGNALS, serdes.decoder(Topics.ENDPOINT_SIGNALS));
        topology.addProcessor(LIVE, () -> new LifeProcessor(rules, directory, metrics), SIGNALS_IN);
        topology.addStateStore(store(LifeProcessor.LIVES, Serdes.String(), StateSerde.of(EndpointLife.class)), LIVE);
        sink(topology, EVENTS, Topics.ENDPOINT_EVENTS, serdes, LIVE);
        return topology;
    }

    private static <V extends SpecificRecord> void source(
            Topology topology, String name, Topic<V> topic, RecordDecoder<V> decoder) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                Serdes.String().deserializer(),
                (ignored, bytes) -> bytes == null ? null : decoder.decode(bytes),
                topic.name());
    }

    private static <V extends SpecificRecord> void sink(
            Topology topology, String name, Topic<V> topic, RecordSerdes serdes, String from) {
        topology.addSink(
                name,
                topic.name(),
                Serdes.String().serializer(),
                serdes.of(topic).serializer(),
                from);
    }

    private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values);
    }
}
