package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordFormatException;
import dev.ricochet.schemas.serde.RegistryUnavailableException;
import dev.ricochet.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes offers, each once: a batch's offsets are committed before the first of its requests leaves. Whoever reads on, after a
 * crash or because partitions have moved, reads none of it, and from here on the planner's lease does what an offset would do: what
 * is not answered within it is offered again. A batch that cannot be committed is nobody's yet, and is read again.
 */
final class OfferLoop {

    private static final Logger log = LoggerFactory.getLogger(OfferLoop.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration COMMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final CloseOptions LEAVE = CloseOptions.timeout(Duration.ofSeconds(5))
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

    private final Consumer<String, byte[]> consumer;
    private final RecordDecoder<DueDelivery> decoder;
    private final OfferLease lease;
    private final OfferHandler offers;
    private final InFlight inFlight;
    private final int mostUnderWay;
    private final SinkMetrics metrics;
    private volatile boolean stopping;

    /** Nothing can be taken just now, so nothing need be read: the members have to agree anew, or the registry does not answer. */
    private boolean pausing;

    OfferLoop(
            Consumer<String, byte[]> consumer,
            RecordDecoder<DueDelivery> decoder,
            OfferLease lease,
            OfferHandler offers,
            InFlight inFlight,
            int mostUnderWay,
            SinkMetrics metrics) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.lease = lease;
        this.offers = offers;
        this.inFlight = inFlight;
        this.mostUnderWay = mostUnderWay;
        this.metrics = metrics;
    }

    /**
     * Works until it is stopped, leaves the group and waits for the requests under way. Whatever it throws is the end of this
     * dispatcher.
     */
    void run() throws InterruptedException {
        try {
            while (!stopping) {
                take().forEach(offer -> inFlight.add(offers.deliver(offer)));
            }
        } finally {
            offers.stop();
            leave();
        }
    }

    private void leave() throws InterruptedException {
        try {
            consumer.close(LEAVE);
        } finally {
            inFlight.awaitNone();
        }
    }

    /** Takes no further batch. */
    void stop() {
        stopping = true;
    }

    /** What is ours to send from now on. */
    private List<Offer> take() throws InterruptedException {
        ConsumerRecords<String, byte[]> batch = poll();
        if (batch.isEmpty()) {
            return List.of();
        }
        try {
            List<RecordFormatException> unreadable = new ArrayList<>();
            List<Offer> read = read(batch, unreadable);
            consumer.commitSync(batch.nextOffsets(), COMMIT);
            unreadable.forEach(this::passOver);
            return read;
        } catch (RegistryUnavailableException e) {
            // The record is as good as any other; who reads it is not, for now.
            log.atWarn().setCause(e).log("The registry does not answer, due deliveries wait for it");
            pausing = true;
            readAgain(batch);
        } catch (RebalanceInProgressException e) {
            pausing = true;
            readAgain(batch);
        } catch (RetriableException | CommitFailedException e) {
            log.atInfo().setCause(e).log("A batch of due deliveries could not be taken and is read again");
            readAgain(batch);
        }
        return List.of();
    }

    /** Where nothing is to be read, polls only tell the group that this member lives. */
    private ConsumerRecords<String, byte[]> poll() throws InterruptedException {
        boolean room = inFlight.awaitRoom(mostUnderWay, POLL);
        if (room && !pausing) {
            consumer.resume(consumer.paused());
            return consumer.poll(POLL);
        }
        pausing = false;
        consumer.pause(consumer.assignment());
        return consumer.poll(room ? PAUSE : Duration.ZERO);
    }

    private List<Offer> read(ConsumerRecords<String, byte[]> batch, List<RecordFormatException> unreadable) {
        List<Offer> read = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                read.add(Offer.of(record, decoder, lease));
            } catch (RecordFormatException e) {
                unreadable.add(e);
            }
        }
        return read;
    }

    private void passOver(RecordFormatException record) {
        metrics.unreadableOffer();
        log.atError().setCause(record).log("A record of the due topic cannot be read and is passed over");
    }

    /** Those partitions that have gone to somebody else meanwhile are read by him. */
    private void readAgain(ConsumerRecords<String, byte[]> batch) {
        for (TopicPartition partition : batch.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, batch.records(partition).get(0).offset());
            }
        }
    }
}
