package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Writes attempts. On a thread of its own: a producer may block when its buffer is full, and an event loop must not. */
final class AttemptLog {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Producer<String, DeliveryAttempt> producer;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "delivery-attempts"));

    AttemptLog(Producer<String, DeliveryAttempt> producer) {
        this.producer = producer;
    }

    /** Completes when the attempt is durable, and fails when it is not. */
    CompletableFuture<Void> write(DeliveryAttempt attempt, Headers headers) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        writer.execute(() -> send(attempt, headers, durable));
        return durable;
    }

    /** Writes what was handed in, then lets go of the producer. */
    void close() throws InterruptedException {
        writer.shutdown();
        writer.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        producer.close(CLOSE);
    }

    private void send(DeliveryAttempt attempt, Headers headers, CompletableFuture<Void> durable) {
        try {
            var unused = producer.send(
                    new ProducerRecord<>(
                            Topics.DELIVERY_ATTEMPTS.name(), null, attempt.getConversionId(), attempt, headers),
                    (metadata, failure) -> {
                        if (failure == null) {
                            durable.complete(null);
                        } else {
                            durable.completeExceptionally(failure);
                        }
                    });
        } catch (RuntimeException e) {
            durable.completeExceptionally(e);
        }
    }
}
