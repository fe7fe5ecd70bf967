package dev.ricochet.sink.planner;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.metrics.SinkMetrics;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The planner in the order in which data flows: conversions and attempts meet in one processor, since both are keyed by
 * conversion_id and their topics have equal partition counts; out of it come due deliveries and dead letters.
 */
public final class PlannerTopology {

    /** Topics whose partitions must correspond. */
    static final List<Topic<?>> COPARTITIONED = List.of(Topics.CONVERSIONS, Topics.DELIVERY_ATTEMPTS);

    static final String DUE = "deliveries-due";
    static final String DEAD_LETTERS = "delivery-dead-letters";
    private static final String CONVERSIONS = "conversions";
    private static final String ATTEMPTS = "delivery-attempts";
    private static final String PLAN = "plan";

    private PlannerTopology() {}

    /** Builds it; {@code catalog} is asked anew at each decision. */
    public static Topology build(
            PlannerSettings settings, RecordSerdes serdes, Supplier<Catalog> catalog, SinkMetrics metrics) {
        Topology topology = new Topology();
        source(topology, CONVERSIONS, Topics.CONVERSIONS, serdes);
        source(topology, ATTEMPTS, Topics.DELIVERY_ATTEMPTS, serdes);

        topology.addProcessor(PLAN, () -> new PlannerProcessor(settings, catalog, metrics), CONVERSIONS, ATTEMPTS);
        topology.addStateStore(store(PlannerStores.QUEUES, Serdes.String(), StateSerde.of(PlannerQueue.class)), PLAN);
        topology.addStateStore(store(PlannerStores.WAKE, TimeKey.SERDE, Serdes.ByteArray()), PLAN);
        topology.addStateStore(store(PlannerStores.OPEN, TimeKey.SERDE, Serdes.ByteArray()), PLAN);

        sink(topology, DUE, Topics.DELIVERIES_DUE, serdes);
        sink(topology, DEAD_LETTERS, Topics.DELIVERY_DEAD_LETTERS, serdes);
        return topology;
    }

    private static <V extends SpecificRecord> void source(
            Topology topology, String name, Topic<V> topic, RecordSerdes serdes) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                Serdes.String().deserializer(),
                serdes.of(topic).deserializer(),
                topic.name());
    }

    private static <V extends SpecificRecord> void sink(
            Topology topology, String name, Topic<V> topic, RecordSerdes serdes) {
        topology.addSink(
                name,
                topic.name(),
                Serdes.String().serializer(),
                serdes.of(topic).serializer(),
                PLAN);
    }

    private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values);
    }
}
