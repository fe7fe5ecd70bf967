package dev.ricochet.sink.replay;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.DeliveryCommand;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What people ask of the planner, on its way there. Blocks; for worker threads. */
public final class Outbox {

    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final Serializer<DeliveryCommand> commands;
    private final Serializer<EndpointSignal> signals;

    private Outbox(Producer<String, byte[]> producer, RecordSerdes serdes) {
        this.producer = producer;
        this.commands = serdes.of(Topics.DELIVERY_COMMANDS).serializer();
        this.signals = serdes.of(Topics.ENDPOINT_SIGNALS).serializer();
    }

    public static Outbox open(KafkaConnection kafka, ServiceRuntime runtime) {
        Producer<String, byte[]> producer = new KafkaProducer<>(
                kafka.producer("ricochet-sink-commands"), new StringSerializer(), new ByteArraySerializer());
        runtime.onShutdown("commands", () -> producer.close(CLOSE));
        return new Outbox(producer, kafka.serdes());
    }

    /** What one request writes: told of its own failures and of nobody else's. */
    public Batch begin() {
        return new Batch();
    }

    /** Some commands or signals that are durable together after {@link #flush}. */
    public final class Batch {

        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        private Batch() {}

        /** Takes it on. */
        public void add(DeliveryCommand command) {
            send(Topics.DELIVERY_COMMANDS.name(), command.getConversion().getConversionId(), command, commands);
        }

        /** The same for a request about an endpoint. */
        public void add(EndpointSignal signal) {
            send(Topics.ENDPOINT_SIGNALS.name(), signal.getEndpointId(), signal, signals);
        }

        /**
         * Returns when all that was added is durable.
         *
         * @throws KafkaException when some of it is not
         */
        public void flush() {
            producer.flush();
            Exception failed = failure.get();
            if (failed != null) {
                throw new KafkaException("not everything could be written", failed);
            }
        }

        private <V extends SpecificRecord> void send(String topic, String key, V value, Serializer<V> serializer) {
            var unused = producer.send(
                    new ProducerRecord<>(topic, key, serializer.serialize(topic, value)), (written, failed) -> {
                        if (failed != null) {
                            failure.set(failed);
                        }
                    });
        }
    }
}
