package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordFormatException;
import dev.ricochet.schemas.serde.RegistryUnavailableException;
import dev.ricochet.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from the share group and acknowledges every record by what became of it:
 *
 * <ul>
 *   <li>accepted: the attempt is durable, or there is nothing to do;
 *   <li>released: the attempt could not be written, or the registry not be asked, so another delivery of the record is wanted;
 *   <li>rejected: the bytes are no due delivery, and never will be;
 *   <li>given back to the planner: the record was handed out before, so that nobody here knows what became of it;
 *   <li>accepted while under way: the batch's patience is over, or it would be, since the endpoint's server stands still. The
 *       client hands out nothing new before the whole batch is acknowledged, so waiting on would let one slow server hold up
 *       all others. From here on the planner's lease does what the share lock did: if this process dies, the attempt is
 *       offered again.
 * </ul>
 */
final class ShareLoop {

    private static final Logger log = LoggerFactory.getLogger(ShareLoop.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final short FIRST = 1;
    private static final Duration REGISTRY_PAUSE = Duration.ofMillis(200);

    private final ShareConsumer<String, byte[]> consumer;
    private final RecordDecoder<DueDelivery> decoder;
    private final OfferHandler offers;
    private final InFlight inFlight;
    private final int mostInFlight;
    private final Duration patience;
    private final SinkMetrics metrics;
    private volatile boolean stopping;

    ShareLoop(
            ShareConsumer<String, byte[]> consumer,
            RecordDecoder<DueDelivery> decoder,
            OfferHandler offers,
            InFlight inFlight,
            Handling handling,
            SinkMetrics metrics) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.offers = offers;
        this.inFlight = inFlight;
        this.patience = handling.patience();
        this.mostInFlight = handling.mostUnderWay();
        this.metrics = metrics;
    }

    /** Works until it is closed. Whatever it throws is the end of this dispatcher. */
    void run() throws InterruptedException {
        try (consumer) {
            while (!stopping) {
                if (!inFlight.awaitRoom(mostInFlight, POLL)) {
                    // The next poll would tell the broker of the last batch; until then its records could be handed to
                    // others.
                    consumer.commitAsync();
                    continue;
                }
                Map<ConsumerRecord<String, byte[]>, CompletableFuture<Void>> batch = new LinkedHashMap<>();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    begin(record, batch);
                }
                awaitAll(batch);
                batch.forEach(this::acknowledge);
            }
            inFlight.awaitNone();
        }
    }

    /** Takes no further batch. What is under way is waited for by whoever runs the loop. */
    void stop() {
        stopping = true;
    }

    private void begin(
            ConsumerRecord<String, byte[]> record, Map<ConsumerRecord<String, byte[]>, CompletableFuture<Void>> batch) {
        try {
            if (record.value() == null) {
                throw new RecordFormatException("a record of the due topic has no value");
            }
            DueDelivery due = decoder.decode(record);
            batch.put(record, take(record, due));
        } catch (RecordFormatException e) {
            metrics.unreadableOffer();
            log.atError()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("A record of the due topic cannot be read and is rejected");
            consumer.acknowledge(record, AcknowledgeType.REJECT);
        } catch (RegistryUnavailableException e) {
            // The record is as good as any other; who reads it is not, for now.
            log.atWarn().setCause(e).log("The registry does not answer, a record of the due topic is released");
            consumer.acknowledge(record, AcknowledgeType.RELEASE);
            pause();
        }
    }

    /** Ends when the record may be acknowledged. */
    private CompletableFuture<Void> take(ConsumerRecord<String, byte[]> record, DueDelivery due) {
        CompletableFuture<Void> waitedFor = new CompletableFuture<>();
        boolean first = record.deliveryCount().orElse(FIRST) <= FIRST;
        CompletableFuture<Void> attempt = first
                ? offers.deliver(due, record.headers(), () -> leaveToTheLease(waitedFor))
                : offers.giveBack(due, record.headers());
        var unused = inFlight.add(attempt).whenComplete((done, failure) -> {
            if (failure == null) {
                waitedFor.complete(null);
            } else {
                waitedFor.completeExceptionally(failure);
            }
        });
        return waitedFor;
    }

    /** One server that stands still would else cost every batch that holds a delivery for it the whole patience. */
    private void leaveToTheLease(CompletableFuture<Void> waitedFor) {
        if (waitedFor.complete(null)) {
            metrics.outlastedPatience();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(REGISTRY_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAll(Map<ConsumerRecord<String, byte[]>, CompletableFuture<Void>> batch)
            throws InterruptedException {
        try {
            CompletableFuture.allOf(batch.values().toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Each record is looked at on its own: see acknowledge.
            log.atDebug().setCause(e).log("A batch is acknowledged before all of it went well");
        }
    }

    private void acknowledge(ConsumerRecord<String, byte[]> record, CompletableFuture<Void> done) {
        if (done.isCompletedExceptionally()) {
            log.atWarn()
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("What came of an attempt could not be written, the record is released");
            consumer.acknowledge(record, AcknowledgeType.RELEASE);
            return;
        }
        if (!done.isDone()) {
            metrics.outlastedPatience();
        }
        consumer.acknowledge(record, AcknowledgeType.ACCEPT);
    }
}
