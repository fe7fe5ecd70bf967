package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.kafka.SendsAtOnce;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.metrics.SinkMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes attempts, from the event loop on which they end: the producer never waits (see {@link SendsAtOnce}).
 *
 * <p>What could not be written is tried again until the offer's lease is over: given up earlier, it would have the affiliate
 * told twice of what it took. After that the planner has offered the attempt again and nobody waits for the result.
 */
final class AttemptLog {

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Producer<String, DeliveryAttempt> producer;
    private final Consumer<RuntimeException> lost;
    private final SinkMetrics metrics;
    private final Clock clock;
    /** No attempt will be written any more. */
    private volatile boolean closed;

    /** @param lost told when the producer is of no more use, which it can be at any call */
    AttemptLog(
            Producer<String, DeliveryAttempt> producer,
            Consumer<RuntimeException> lost,
            SinkMetrics metrics,
            Clock clock) {
        this.producer = producer;
        this.lost = lost;
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
        send(entry);
        return entry.durable;
    }

    private record Entry(
            DeliveryAttempt attempt, Headers headers, Instant wantedUntil, CompletableFuture<Void> durable) {}

    /** Writes what was handed in, then lets go of the producer. */
    void close() {
        closed = true;
        producer.close(CLOSE);
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
            if (!closed && SendsAtOnce.isLost(e)) {
                closed = true;
                lost.accept(e);
            }
            sendAgain(entry, e);
        }
    }

    private void sendAgain(Entry entry, Exception failure) {
        if (!closed && clock.instant().plus(AGAIN).isBefore(entry.wantedUntil)) {
            metrics.attemptWrittenAgain();
            CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> send(entry));
        } else {
            entry.durable.completeExceptionally(failure);
        }
    }
}
