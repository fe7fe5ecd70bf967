package dev.ricochet.bench.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs a topology until it has taken in a given number of records, and tells how fast. */
public final class StreamsRun {

    /** Each look goes through all metrics; five times as often it took a twentieth of the machine. */
    private static final long POLL_MILLIS = 50;

    private static final Duration GIVE_UP = Duration.ofMinutes(15);
    private static final Duration CLOSING = Duration.ofMinutes(2);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    private StreamsRun(Topology topology, Map<String, Object> settings) {
        streams = new KafkaStreams(topology, new StreamsConfig(settings));
        streams.setUncaughtExceptionHandler(e -> {
            failed.completeExceptionally(e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    }

    /** @return records a second, from the first record processed to the last, the final flush and commit included */
    public static double recordsPerSecond(Topology topology, Map<String, Object> settings, long records)
            throws Exception {
        StreamsRun run = new StreamsRun(topology, settings);
        try {
            run.streams.start();
            run.await(run::processed, 1);
            long start = System.nanoTime();
            long before = run.processed();
            run.await(run::processed, records);
            run.streams.close(CLOSING);
            return (records - before) / ((System.nanoTime() - start) / 1e9);
        } finally {
            run.streams.close(CLOSING);
        }
    }

    /** @return records a second, from the first store that begins to be restored to the last that is */
    public static double restoredPerSecond(Topology topology, Map<String, Object> settings, long records)
            throws Exception {
        StreamsRun run = new StreamsRun(topology, settings);
        RestoredRecords restored = new RestoredRecords();
        run.streams.setGlobalStateRestoreListener(restored);
        try {
            run.streams.start();
            run.await(restored::ended, records);
            return restored.perSecond();
        } finally {
            run.streams.close(CLOSING);
        }
    }

    private void await(LongSupplier count, long records) throws Exception {
        long deadline = System.nanoTime() + GIVE_UP.toNanos();
        while (count.getAsLong() < records) {
            if (failed.isDone()) {
                failed.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only " + count.getAsLong() + " of " + records + " records after " + GIVE_UP);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private long processed() {
        return streams.metrics().values().stream()
                .filter(m -> m.metricName().name().equals("process-total")
                        && m.metricName().group().equals("stream-thread-metrics"))
                .mapToLong(m -> ((Number) m.metricValue()).longValue())
                .sum();
    }
}
