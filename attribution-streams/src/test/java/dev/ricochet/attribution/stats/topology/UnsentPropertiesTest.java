package dev.ricochet.attribution.stats.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.store.HourBytes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What is committed is handed on, though the task dies between the two: whoever takes over with the same stores tells the
 * receiver all that the dead one had not.
 */
class UnsentPropertiesTest {

    private static final long HOUR = 3_600_000;

    /** One thing that happens: a count of a key grows, a round of handing on, or the task dies after its commit. */
    record Step(int kind, int hour, int affiliate) {}

    private KeyValueStore<Bytes, Long> counts = counts();
    private KeyValueStore<Bytes, byte[]> marks = marks();
    private final Map<Bytes, Long> received = new HashMap<>();

    @BeforeTry
    void startOver() {
        counts = counts();
        marks = marks();
        received.clear();
    }

    @Property(tries = 300)
    void shouldHandOnEverythingThoughTheTaskDies(@ForAll("steps") List<Step> steps) {
        Map<Bytes, Long> right = new HashMap<>();
        Unsent unsent = open();
        for (Step step : steps) {
            switch (step.kind) {
                case 0 -> unsent = open();
                case 1 -> unsent.handOn(this::receive);
                default -> {
                    Bytes key = HourBytes.byHour(new HourKey("aff-" + step.affiliate, "shoes", step.hour * HOUR));
                    right.merge(key, 1L, Long::sum);
                    counts.put(key, right.get(key));
                    unsent.changed(key);
                }
            }
        }
        open().handOn(this::receive);
        assertThat(received).isEqualTo(right);
    }

    @Property(tries = 100)
    void shouldLeaveNoMarksBehind(@ForAll("steps") List<Step> steps) {
        Unsent unsent = open();
        for (Step step : steps) {
            unsent.changed(HourBytes.byHour(new HourKey("aff-" + step.affiliate, "shoes", step.hour * HOUR)));
        }
        for (int round = 0; round < 100; round++) {
            unsent.handOn(key -> {});
        }
        try (var left = marks.all()) {
            assertThat(left.hasNext()).isFalse();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> kinds = Arbitraries.of(0, 1, 2, 2, 2, 2);
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    private Unsent open() {
        Unsent unsent = new Unsent(marks, key -> HourBytes.ofHour(HourBytes.hourOf(key)));
        unsent.recover(List.of(counts));
        return unsent;
    }

    private void receive(Bytes key) {
        received.put(key, counts.get(key));
    }

    private static KeyValueStore<Bytes, Long> counts() {
        return opened(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("counts"), Serdes.Bytes(), Serdes.Long())
                .withLoggingDisabled()
                .build());
    }

    private static KeyValueStore<Bytes, byte[]> marks() {
        return opened(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("marks"), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build());
    }

    private static <V> KeyValueStore<Bytes, V> opened(KeyValueStore<Bytes, V> store) {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        return store;
    }
}
