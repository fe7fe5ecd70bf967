package dev.ricochet.gateway.publish;

import dev.ricochet.gateway.publish.PublishResult.Failed;
import dev.ricochet.gateway.publish.PublishResult.NotTaken;
import dev.ricochet.kit.kafka.SendsAtOnce;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Hands records to the shared producer without ever waiting, inside a budget of bytes. Safe for use by all threads. */
public final class KafkaSender {
    private final Producer<byte[], byte[]> producer;
    private final InFlightBytes inFlight;
    private final Consumer<RuntimeException> lost;

    /** @param lost told when the producer is of no more use, which it can be at any call */
    KafkaSender(Producer<byte[], byte[]> producer, InFlightBytes inFlight, Consumer<RuntimeException> lost) {
        this.producer = producer;
        this.inFlight = inFlight;
        this.lost = lost;
    }

    /**
     * @param done is told exactly once: within this call, on the caller's thread, what was not even accepted; later, on the
     *     producer's, what became of the rest
     */
    public void send(ProducerRecord<byte[], byte[]> record, Consumer<PublishResult> done) {
        long bytes = RecordSize.of(record);
        if (!inFlight.tryTake(bytes)) {
            done.accept(new NotTaken(inFlight.most() + " bytes wait for Kafka's acknowledgement already"));
            return;
        }
        Thread caller = Thread.currentThread();
        try {
            var unused = producer.send(record, (metadata, failure) -> {
                inFlight.giveBack(bytes);
                // Only what the producer did not even accept is reported from within send.
                done.accept(
                        Thread.currentThread().equals(caller)
                                ? notTaken(failure)
                                : failure == null ? PublishResult.DURABLE : new Failed(failure.toString()));
            });
        } catch (KafkaException | IllegalStateException e) {
            inFlight.giveBack(bytes);
            done.accept(notTaken(e));
            if (SendsAtOnce.isLost(e)) {
                lost.accept(e);
            }
        }
    }

    private static PublishResult notTaken(@Nullable Exception failure) {
        return new NotTaken(String.valueOf(failure));
    }
}
