package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.metrics.SinkMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes attempts. On a thread of its own: a producer may block when its buffer is full, and an event loop must not.
 *
 * <p>What could not be written is tried again until the offer's lease is over: given up earlier, it would have the affiliate
 * told twice of what it took. After that the planner has offered the attempt again and nobody waits for the result.
 */
final class AttemptLog {

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Producer<String, DeliveryAttempt> producer;
    private final SinkMetrics metrics;
    private final Clock clock;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "delivery-attempts"));

    AttemptLog(Producer<String, DeliveryAttempt> producer, SinkMetrics metrics, Clock clock) {
        this.producer = producer;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Completes when the attempt is durable, and fails when it is not and need no longer be.
     *
     * @param wantedUntil when the result is of no use any more
     */
    CompletableFuture<Void> write(DeliveryAttempt attempt, Headers headers, Instant wantedUntil) {
        Entry entry = new Entry(attempt, headers, wantedUntil, new CompletableFuture<>());
        handIn(entry);
        return entry.durable;
    }

    private record Entry(
            DeliveryAttempt attempt, Headers headers, Instant wantedUntil, CompletableFuture<Void> durable) {}

    /** Writes what was handed in, then lets go of the producer. */
    void close() throws InterruptedException {
        writer.shutdown();
        writer.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        producer.close(CLOSE);
    }

    private void handIn(Entry entry) {
        try {
            writer.execute(() -> send(entry));
        } catch (RejectedExecutionException closing) {
            entry.durable.completeExceptionally(closing);
        }
    }

    private void send(Entry entry) {
        try {
            var unused = producer.send(
                    new ProducerRecord<>(
                            Topics.DELIVERY_ATTEMPTS.name(),
                            null,
                            entry.attempt.getConversionId(),
                            entry.attempt,
                            entry.headers),
                    (metadata, failure) -> {
                        if (failure == null) {
                            entry.durable.complete(null);
                        } else {
                            sendAgain(entry, failure);
                        }
                    });
        } catch (RuntimeException e) {
            sendAgain(entry, e);
        }
    }

    private void sendAgain(Entry entry, Exception failure) {
        if (clock.instant().plus(AGAIN).isBefore(entry.wantedUntil)) {
            metrics.attemptWrittenAgain();
            CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> handIn(entry));
        } else {
            entry.durable.completeExceptionally(failure);
        }
    }
}
