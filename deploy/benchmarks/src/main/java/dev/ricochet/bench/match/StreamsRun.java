package dev.ricochet.bench.match;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs a topology until it has processed a given number of records, and tells how fast. */
final class StreamsRun {

    private static final long POLL_MILLIS = 20;
    private static final Duration GIVE_UP = Duration.ofMinutes(10);

    private StreamsRun() {}

    /** @return records a second, from the first record processed to the last, the final flush and commit included */
    static double recordsPerSecond(Topology topology, Map<String, Object> settings, long records) throws Exception {
        CompletableFuture<Void> failed = new CompletableFuture<>();
        KafkaStreams streams = new KafkaStreams(topology, new StreamsConfig(settings));
        try {
            streams.setUncaughtExceptionHandler(e -> {
                failed.completeExceptionally(e);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            await(streams, 1, failed);
            long start = System.nanoTime();
            long before = processed(streams);
            await(streams, records, failed);
            streams.close(Duration.ofMinutes(2));
            return (records - before) / ((System.nanoTime() - start) / 1e9);
        } finally {
            streams.close(Duration.ofMinutes(2));
        }
    }

    private static void await(KafkaStreams streams, long records, CompletableFuture<Void> failed) throws Exception {
        long deadline = System.nanoTime() + GIVE_UP.toNanos();
        while (processed(streams) < records) {
            if (failed.isDone()) {
                failed.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only " + processed(streams) + " of " + records + " records after " + GIVE_UP);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static long processed(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(m -> m.metricName().name().equals("process-total")
                        && m.metricName().group().equals("stream-thread-metrics"))
                .mapToLong(m -> ((Number) m.metricValue()).longValue())
                .sum();
    }
}
