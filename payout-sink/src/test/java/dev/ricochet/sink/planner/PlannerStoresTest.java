package dev.ricochet.sink.planner;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of thousands wait, on a real RocksDB, and what a scan looks at is counted: it is what is due, and nothing else. */
class PlannerStoresTest {

    private static final int RETRIES = 200_000;
    private static final int PARKED = 100_000;
    private static final int LIMIT = 2_000;

    /** Enough for ten scans. */
    private static final int TEN_SCANS = 10 * LIMIT;

    private static final String PAUSED = "ep-paused";
    private static final Conversion CONVERSION = aConversion().build();

    @TempDir
    private Path state;

    private CountingStore<String, PlannerQueue> queues;
    private CountingStore<TimeKey, byte[]> wake;
    private CountingStore<TimeKey, byte[]> open;
    private CountingStore<String, byte[]> parked;
    private List<KeyValueStore<?, ?>> real = List.of();
    private PlannerStores stores;

    @BeforeEach
    void openTheStores() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, Planner.APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
        MockProcessorContext<Object, Object> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), state.toFile());
        KeyValueStore<String, PlannerQueue> realQueues =
                rocks(PlannerStores.QUEUES, Serdes.String(), StateSerde.of(PlannerQueue.class), context);
        KeyValueStore<TimeKey, byte[]> realWake = rocks(PlannerStores.WAKE, TimeKey.SERDE, Serdes.ByteArray(), context);
        KeyValueStore<TimeKey, byte[]> realOpen = rocks(PlannerStores.OPEN, TimeKey.SERDE, Serdes.ByteArray(), context);
        KeyValueStore<String, byte[]> realParked =
                rocks(PlannerStores.PARKED, Serdes.String(), Serdes.ByteArray(), context);
        real = List.of(realQueues, realWake, realOpen, realParked);
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

    @AfterEach
    void closeTheStores() {
        real.forEach(KeyValueStore::close);
    }

    @Test
    void shouldLookAtWhatIsDueOnlyHoweverManyWait() {
        for (int number = 0; number < RETRIES; number++) {
            add(retry("r-" + number, NOON.plusSeconds(3_600).plusMillis(number)));
        }
        for (int number = 0; number < PARKED; number++) {
            add(waiting("p-" + number, PAUSED, NOON, true));
        }
        for (int number = 0; number < 10; number++) {
            add(retry("d-" + number, NOON.minusMillis(number)));
        }
        forgetCounts();

        // A scan in which ten are due.
        List<PlannerQueue> due = stores.due(NOON, LIMIT);
        assertThat(due).hasSize(10);
        assertThat(wake.visited()).isEqualTo(10);
        assertThat(queues.visited()).isEqualTo(10);
        due.forEach(queue -> stores.save(queue, null));

        // One in which none is.
        assertThat(stores.due(NOON.plusSeconds(1), LIMIT)).isEmpty();
        assertThat(stores.parkedEndpoints()).containsExactly(PAUSED);
        assertThat(stores.oldestOpen()).contains(NOON.minus(Duration.ofDays(1)));
        assertThat(wake.visited()).isZero();
        assertThat(parked.visited()).isZero();
        assertThat(open.visited()).isEqualTo(1);
    }

    @Test
    void shouldNotWalkOverWhatHasBeenWokenBefore() {
        for (int number = 0; number < TEN_SCANS; number++) {
            add(retry("r-" + number, NOON.plusMillis(number)));
        }
        assertThat(stores.due(NOON.minusSeconds(1), LIMIT)).isEmpty();
        forgetCounts();
        Instant later = NOON.plus(Duration.ofHours(1));

        for (int scan = 0; scan < TEN_SCANS / LIMIT; scan++) {
            List<PlannerQueue> due = stores.due(later, LIMIT);
            assertThat(due).hasSize(LIMIT);
            assertThat(wake.visited()).isEqualTo(LIMIT);
            due.forEach(queue -> stores.save(queue, null));

            // Where the next begins to look: at the first of these at the earliest, not at those of the scans before.
            Instant first = due.get(0).getCurrent().getWakeAt();
            assertThat(wake.lastStart().millis()).isGreaterThanOrEqualTo(first.toEpochMilli() - LIMIT);
        }
        assertThat(stores.due(later, LIMIT)).isEmpty();
        assertThat(wake.visited()).isZero();
    }

    @Test
    void shouldResumeAnEndpointPieceByPieceWithoutWalkingOverThePiecesBefore() {
        for (int number = 0; number < TEN_SCANS; number++) {
            add(waiting("p-%06d".formatted(number), PAUSED, NOON, true));
            add(waiting("q-%06d".formatted(number), "ep-other", NOON, true));
        }
        forgetCounts();

        String last = "";
        for (int piece = 0; piece < TEN_SCANS / LIMIT; piece++) {
            List<PlannerQueue> resumed = stores.parked(PAUSED, LIMIT);
            assertThat(resumed)
                    .hasSize(LIMIT)
                    .allMatch(queue -> queue.getEndpointId().equals(PAUSED));
            assertThat(parked.visited()).isEqualTo(LIMIT);
            assertThat(parked.lastStart()).isGreaterThanOrEqualTo(last);
            last = PAUSED + "|" + resumed.get(0).getConversionId();
            resumed.forEach(queue -> stores.save(queue, null));
        }
        assertThat(stores.parked(PAUSED, LIMIT)).isEmpty();
        assertThat(stores.parkedEndpoints()).containsExactly("ep-other");
    }

    @Test
    void shouldWriteNothingWhereNothingChanges() {
        PlannerQueue unknown = stores.load("c-1", "ep-1");
        PlannerQueue known = retry("c-2", NOON);
        add(known);
        written();

        stores.save(unknown, null);
        stores.save(known, stores.load("c-2", "ep-1"));

        assertThat(written()).isZero();
        stores.save(known, null);
        assertThat(written()).as("queue, wake, open").isEqualTo(3);
    }

    private long written() {
        return queues.written() + wake.written() + open.written() + parked.written();
    }

    private void add(PlannerQueue queue) {
        stores.save(
                new PlannerQueue(queue.getConversionId(), queue.getEndpointId(), false, null, List.of(), List.of()),
                queue);
    }

    private void forgetCounts() {
        queues.visited();
        wake.visited();
        open.visited();
        parked.visited();
    }

    private static PlannerQueue retry(String conversionId, Instant wakeAt) {
        return waiting(conversionId, "ep-1", wakeAt, false);
    }

    private static PlannerQueue waiting(String conversionId, String endpointId, Instant wakeAt, boolean parked) {
        PlannerDelivery delivery = new PlannerDelivery(
                "delivery of " + conversionId,
                NOON.minus(Duration.ofDays(1)),
                2,
                null,
                wakeAt,
                503,
                null,
                CONVERSION,
                null,
                false,
                parked);
        return new PlannerQueue(conversionId, endpointId, false, delivery, List.of(), List.of());
    }

    private static <K, V> KeyValueStore<K, V> rocks(
            String name, Serde<K> keys, Serde<V> values, MockProcessorContext<Object, Object> context) {
        KeyValueStore<K, V> store = Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
