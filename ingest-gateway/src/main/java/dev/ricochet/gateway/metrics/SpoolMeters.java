package dev.ricochet.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the spool does. {@code written = replayed + superseded + refused + corrupt + what waits}, over restarts. Alert on the
 * age of the oldest, on any {@code refused}, {@code corrupt} or {@code turned_away}, and on {@code taking} at 0.
 */
public final class SpoolMeters {
    private static final Duration[] SYNC_BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Timer sync;
    private final DistributionSummary batch;
    private final Counter written;
    private final Counter replayed;
    private final Counter superseded;
    private final Counter refused;
    private final Counter corrupt;
    private final Counter turnedAway;

    SpoolMeters(MeterRegistry registry) {
        this.registry = registry;
        sync = Timer.builder("ricochet.gateway.spool.sync")
                .description("Time to write one batch to the spool and sync it")
                .serviceLevelObjectives(SYNC_BUCKETS)
                .register(registry);
        batch = DistributionSummary.builder("ricochet.gateway.spool.batch")
                .description("Records that shared one sync")
                .baseUnit("records")
                .register(registry);
        written = counter("written", "Records synced to the spool");
        replayed = counter("replayed", "Records of the spool that Kafka acknowledged");
        superseded = counter("superseded", "Records of the spool that Kafka acknowledged by the direct way after all");
        refused = counter("refused", "Records of the spool that Kafka will never take; kept aside");
        corrupt =
                counter("corrupt", "Records of the spool that were damaged or are missing; what is left is kept aside");
        turnedAway = counter("turned.away", "Records that the spool could not take: full, or the disk failed");
    }

    /** One batch is on disk. */
    public void written(int records, long tookNanos) {
        written.increment((double) records);
        batch.record(records);
        sync.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    public void replayed(int records) {
        replayed.increment((double) records);
    }

    public void superseded(int records) {
        superseded.increment((double) records);
    }

    public void refused() {
        refused.increment();
    }

    public void corrupt(long records) {
        corrupt.increment((double) records);
    }

    public void turnedAway() {
        turnedAway.increment();
    }

    /** Shows what waits. */
    public void depth(Supplier<Number> records, Supplier<Number> bytes, Supplier<Number> oldestSeconds) {
        gauge("ricochet.gateway.spool.records", "Records that wait in the spool", records);
        gauge("ricochet.gateway.spool.bytes", "Bytes of records that wait in the spool", bytes);
        gauge("ricochet.gateway.spool.oldest.age.seconds", "Age of the oldest record in the spool", oldestSeconds);
    }

    /** Shows whether the spool takes records, and whether records go to Kafka first. */
    public void state(Supplier<Boolean> taking, Supplier<Boolean> kafkaTrusted) {
        gauge("ricochet.gateway.spool.taking", "1 while the spool takes records", () -> taking.get() ? 1 : 0);
        gauge(
                "ricochet.gateway.kafka.trusted",
                "1 while records go to Kafka first, 0 while they go to the spool at once",
                () -> kafkaTrusted.get() ? 1 : 0);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("ricochet.gateway.spool." + name)
                .description(description)
                .register(registry);
    }
}
