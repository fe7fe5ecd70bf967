package dev.ricochet.sink.planner;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;

import dev.ricochet.kit.kafka.SharedRocksMemory;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.PlannerDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The planner's stores on a real RocksDB, with the memory that the planner gives them; what is looked at is counted. */
final class RealStores implements AutoCloseable {

    final CountingStore<String, PlannerQueue> queues;
    final CountingStore<TimeKey, byte[]> wake;
    final CountingStore<Long, Integer> open;
    final CountingStore<String, byte[]> parked;
    final PlannerStores stores;
    /** Of the task whose stores they are. */
    final MockProcessorContext<String, SpecificRecord> context;

    private final List<KeyValueStore<?, ?>> all;

    RealStores(Path directory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Planner.APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
        context = new MockProcessorContext<>(properties, new TaskId(0, 0), directory.toFile());
        KeyValueStore<String, PlannerQueue> realQueues =
                rocks(PlannerStores.QUEUES, Serdes.String(), StateSerde.of(PlannerQueue.class), context);
        KeyValueStore<TimeKey, byte[]> realWake = rocks(PlannerStores.WAKE, TimeKey.SERDE, Serdes.ByteArray(), context);
        KeyValueStore<Long, Integer> realOpen = rocks(PlannerStores.OPEN, Serdes.Long(), Serdes.Integer(), context);
        KeyValueStore<String, byte[]> realParked =
                rocks(PlannerStores.PARKED, Serdes.String(), Serdes.ByteArray(), context);
        all = List.of(realQueues, realWake, realOpen, realParked);
        queues = new CountingStore<>(realQueues);
        wake = new CountingStore<>(realWake);
        open = new CountingStore<>(realOpen);
        parked = new CountingStore<>(realParked);
        context.addStateStore(queues.store());
        context.addStateStore(wake.store());
        context.addStateStore(open.store());
        context.addStateStore(parked.store());
        stores = new PlannerStores(context);
    }

    /** As if nothing had been known of it before. */
    void add(PlannerQueue queue) {
        stores.save(
                new PlannerQueue(queue.getConversionId(), queue.getEndpointId(), false, null, List.of(), List.of()),
                queue);
    }

    void forgetCounts() {
        queues.visited();
        wake.visited();
        open.visited();
        parked.visited();
    }

    /** Entries put or deleted since it was asked for last. */
    long written() {
        return queues.written() + wake.written() + open.written() + parked.written();
    }

    @Override
    public void close() {
        all.forEach(KeyValueStore::close);
    }

    /** A second attempt that waits for its time. */
    static PlannerQueue waiting(Conversion conversion, String conversionId, String endpointId, Instant wakeAt) {
        return queue(conversion, conversionId, endpointId, wakeAt, false);
    }

    /** One that waits until its endpoint is no longer paused. */
    static PlannerQueue parked(Conversion conversion, String conversionId, String endpointId) {
        return queue(conversion, conversionId, endpointId, NOON, true);
    }

    private static PlannerQueue queue(
            Conversion conversion, String conversionId, String endpointId, Instant wakeAt, boolean parked) {
        PlannerDelivery delivery = new PlannerDelivery(
                "delivery of " + conversionId,
                NOON.minus(Duration.ofDays(1)),
                2,
                null,
                wakeAt,
                503,
                null,
                conversion,
                null,
                false,
                parked);
        return new PlannerQueue(conversionId, endpointId, false, delivery, List.of(), List.of());
    }

    private static <K, V> KeyValueStore<K, V> rocks(
            String name, Serde<K> keys, Serde<V> values, MockProcessorContext<String, SpecificRecord> context) {
        KeyValueStore<K, V> store = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
