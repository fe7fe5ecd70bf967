package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.metrics.RecordMeters;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.NotTaken;
import dev.ricochet.gateway.publish.RecordCount;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way to whoever takes it first: Kafka, then the spool where Kafka does not answer in time; or the spool
 * first while Kafka is not trusted, then Kafka where the spool refuses. Told of events by many threads.
 */
final class Handover implements Spool.Listener {
    private final Roads roads;
    private final RecordMeters meters;
    private final Consumer<PublishResult> done;
    private final long start = System.nanoTime();

    private @Nullable ProducerRecord<byte[], byte[]> record;
    private Leg kafka = Leg.UNTRIED;
    private Leg spool = Leg.UNTRIED;
    private @Nullable PublishResult kafkasNo;
    private long sequence;
    private boolean answered;
    private volatile boolean settled;

    /** Where records can go; the same for all. */
    record Roads(KafkaRoad kafka, Spool spool, Replay replay, KafkaTrust trust) {}

    /** The direct way. */
    @FunctionalInterface
    interface KafkaRoad {
        void send(ProducerRecord<byte[], byte[]> record, Consumer<PublishResult> done);
    }

    private enum Leg {
        UNTRIED,
        UNDER_WAY,
        TAKEN,
        REFUSED
    }

    /** @param done is told once, on any thread */
    Handover(ProducerRecord<byte[], byte[]> record, Roads roads, RecordMeters meters, Consumer<PublishResult> done) {
        this.record = record;
        this.roads = roads;
        this.meters = meters;
        this.done = done;
    }

    /** True if it went to Kafka first, and patience with Kafka should be limited. */
    synchronized boolean begin() {
        if (roads.trust().isTrusted()) {
            tryKafka();
        } else {
            trySpool();
        }
        return kafka == Leg.UNDER_WAY && spool == Leg.UNTRIED;
    }

    /** Of {@link System#nanoTime()}. */
    long start() {
        return start;
    }

    /** Whether waiting for Kafka has no point any more. */
    boolean isOver() {
        return settled;
    }

    /** Kafka had its time. */
    synchronized void late() {
        if (kafka == Leg.UNDER_WAY && spool == Leg.UNTRIED) {
            roads.trust().waitedInVain(start);
            trySpool();
        }
    }

    private void tryKafka() {
        kafka = Leg.UNDER_WAY;
        roads.kafka().send(present(), this::kafkaSaid);
    }

    private void trySpool() {
        spool = Leg.UNDER_WAY;
        roads.spool().offer(present(), this);
    }

    private synchronized void kafkaSaid(PublishResult result) {
        if (result instanceof Durable) {
            kafka = Leg.TAKEN;
            roads.trust().acknowledged(start, System.nanoTime());
            if (spool == Leg.TAKEN) {
                roads.replay().forget(sequence);
            }
            answer(result);
            return;
        }
        kafka = Leg.REFUSED;
        kafkasNo = result;
        if (!(result instanceof NotTaken)) {
            roads.trust().waitedInVain(start);
        }
        if (spool == Leg.UNTRIED) {
            trySpool();
        } else if (spool == Leg.REFUSED) {
            answer(result);
        }
    }

    @Override
    public synchronized void held(long inSpool) {
        spool = Leg.TAKEN;
        sequence = inSpool;
        if (kafka == Leg.TAKEN) {
            roads.replay().forget(sequence);
        }
        answer(PublishResult.SPOOLED);
    }

    @Override
    public synchronized void refused(String why) {
        spool = Leg.REFUSED;
        if (kafka == Leg.UNTRIED) {
            tryKafka();
        } else if (kafka == Leg.REFUSED) {
            answer(kafkasNo == null ? new NotTaken(why) : kafkasNo);
        }
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    private ProducerRecord<byte[], byte[]> present() {
        if (record == null) {
            throw new IllegalStateException("the record was let go before it was taken");
        }
        return record;
    }

    private void answer(PublishResult result) {
        if (!answered) {
            answered = true;
            settled = true;
            record = null;
            RecordCount.count(result, System.nanoTime() - start, meters);
            done.accept(result);
        }
    }
}
