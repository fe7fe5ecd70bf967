package dev.ricochet.bench.match;

import dev.ricochet.attribution.clickstore.ClickStore;
import dev.ricochet.attribution.clickstore.ClickStoreBuilder;
import dev.ricochet.attribution.clickstore.ClickStoreSettings;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Run;
import dev.ricochet.schemas.click.ClickIds;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/**
 * Looks clicks up in the store of one partition, which is given far less memory than it has clicks: some that are there, and
 * some of the same time that are not. "Disk" here is what the store had to ask the operating system for, which may have it in
 * memory.
 */
final class LookUps {

    private static final long MEMORY = 16L << 20;
    private static final long MEMTABLES = 4L << 20;
    private static final int WARM_UP = 20_000;
    private static final int COUNT = 200_000;
    private static final TaskId FIRST_PARTITION = new TaskId(0, 0);

    private final ClickStoreSettings settings;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SplittableRandom random = new SplittableRandom(7);

    LookUps(ClickStoreSettings defaults) {
        settings = new ClickStoreSettings(
                defaults.retention(),
                defaults.futureLimit(),
                defaults.flushInterval(),
                MEMORY,
                MEMTABLES,
                defaults.openSegments());
    }

    /**
     * @param state a state directory that match has left
     * @param known clicks that its first partition has
     * @param ids mints clicks that it does not have
     */
    List<Run> in(Path state, List<String> known, ClickIds ids) throws Exception {
        Path task = state.resolve(FIRST_PARTITION.toString());
        ClickStore store = new ClickStoreBuilder("click-store", settings, Clock.systemUTC(), meters).build();
        StateStoreContext context = new MockProcessorContext<Void, Void>(
                        new Properties(), FIRST_PARTITION, task.toFile())
                .getStateStoreContext();
        store.init(context, (StateStore) store);
        try {
            double storeMiB = DiskUse.of(task) / (double) (1 << 20);
            IntFunction<String> hit = any -> known.get(random.nextInt(known.size()));
            IntFunction<String> miss =
                    any -> ids.mint(Instant.ofEpochMilli(ClickIds.millisOf(known.get(random.nextInt(known.size())))));
            measure(store, hit, WARM_UP, true);
            return List.of(
                    run("look-up, hit", storeMiB, () -> measure(store, hit, COUNT, true)),
                    run("look-up, miss", storeMiB, () -> measure(store, miss, COUNT, false)));
        } finally {
            store.close();
        }
    }

    private interface Measurement {
        Histogram take();
    }

    private Run run(String name, double storeMiB, Measurement measurement) {
        double fromDisk = count("ricochet.match.click.blocks", "disk");
        double fromMemory = count("ricochet.match.click.blocks", "memory");
        double filtered =
                meters.get("ricochet.match.click.filtered").functionCounter().count();
        Histogram nanos = measurement.take();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("store_mib", Figures.rounded(storeMiB));
        more.put("memory_mib", MEMORY >> 20);
        more.put("p999_ms", Figures.rounded(nanos.getValueAtPercentile(99.9) / 1e6));
        more.put(
                "disk_reads_per_look_up",
                Figures.rounded((count("ricochet.match.click.blocks", "disk") - fromDisk) / COUNT));
        more.put(
                "memory_reads_per_look_up",
                Figures.rounded((count("ricochet.match.click.blocks", "memory") - fromMemory) / COUNT));
        more.put(
                "filtered_per_look_up",
                Figures.rounded((meters.get("ricochet.match.click.filtered")
                                        .functionCounter()
                                        .count()
                                - filtered)
                        / COUNT));
        return new Run(
                name,
                Figures.rounded(1e9 / nanos.getMean()),
                Figures.rounded(nanos.getValueAtPercentile(50) / 1e6),
                Figures.rounded(nanos.getValueAtPercentile(99) / 1e6),
                more);
    }

    private static Histogram measure(ClickStore store, IntFunction<String> ids, int count, boolean expected) {
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < count; i++) {
            String id = ids.apply(i);
            long start = System.nanoTime();
            boolean found = store.find(id) != null;
            nanos.recordValue(System.nanoTime() - start);
            if (found != expected) {
                throw new IllegalStateException("click " + id + (found ? " was found" : " was not found"));
            }
        }
        return nanos;
    }

    private double count(String meter, String from) {
        return meters.get(meter).tag("from", from).functionCounter().count();
    }
}
