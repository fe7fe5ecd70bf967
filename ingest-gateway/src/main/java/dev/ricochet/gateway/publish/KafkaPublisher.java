package dev.ricochet.gateway.publish;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.KafkaMeters;
import dev.ricochet.kit.kafka.SendsAtOnce;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The process's one producer, and the writers that share it. */
public final class KafkaPublisher implements AutoCloseable {
    private final Vertx vertx;
    private final Producer<byte[], byte[]> producer;
    private final RecordSerdes serdes;
    private final InFlightBytes inFlight;
    private final Consumer<RuntimeException> lost;
    private final KafkaSender sender;
    private final GatewayMetrics metrics;
    private final Duration closeWithin;

    private KafkaPublisher(
            Producer<byte[], byte[]> producer,
            RecordSerdes serdes,
            PublisherSettings settings,
            GatewayMetrics metrics,
            ServiceRuntime runtime) {
        this.vertx = runtime.vertx();
        this.producer = producer;
        this.serdes = serdes;
        this.inFlight = new InFlightBytes(settings.inFlightBytes());
        // An idempotent producer that met an error which it cannot get over refuses everything from then on. What comes
        // is in the spool until the next start, which has a new one.
        this.lost = broken -> runtime.fail("producer", broken);
        this.sender = new KafkaSender(producer, inFlight, lost);
        this.metrics = metrics;
        this.closeWithin = settings.flushWithin();
        metrics.inFlightBytes(inFlight::taken);
    }

    /** Opens the producer and registers its close, so that whatever is opened later is closed before it. */
    public static KafkaPublisher open(
            KafkaConnection kafka, PublisherSettings settings, GatewayMetrics metrics, ServiceRuntime runtime) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                producerConfig(kafka, settings, runtime.name()), new ByteArraySerializer(), new ByteArraySerializer());
        KafkaPublisher publisher = new KafkaPublisher(producer, kafka.serdes(), settings, metrics, runtime);
        runtime.onShutdown("producer", publisher::close);
        KafkaMeters.bind(runtime, producer);
        return publisher;
    }

    static Map<String, Object> producerConfig(KafkaConnection kafka, PublisherSettings settings, String clientId) {
        Map<String, Object> config = new HashMap<>(kafka.producer(clientId));
        config.putAll(SendsAtOnce.settings());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, settings.bufferBytes());
        config.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.deliveryTimeout().toMillis()));
        config.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, ClickPartitioner.class);
        config.put(ProducerConfig.LINGER_MS_CONFIG, settings.linger().toMillis());
        return config;
    }

    /** A writer to one topic, without the spool; looks its schema up in the registry, so call it before requests come. */
    public <V extends SpecificRecord> TopicWriter<V> writer(Topic<V> topic) {
        return new KafkaTopicWriter<>(vertx, sender, encoder(topic), metrics.records(topic));
    }

    /** The same within a budget of its own, for records that strangers cause and that must not use up the others' room. */
    public <V extends SpecificRecord> TopicWriter<V> writer(Topic<V> topic, long inFlightBytes) {
        KafkaSender own = new KafkaSender(producer, new InFlightBytes(inFlightBytes), lost);
        return new KafkaTopicWriter<>(vertx, own, encoder(topic), metrics.records(topic));
    }

    /** What a writer to the topic hands over; looks its schema up in the registry. */
    public <V extends SpecificRecord> RecordEncoder<V> encoder(Topic<V> topic) {
        return new RecordEncoder<>(topic.name(), serdes.of(topic).serializer(), InstantSource.system());
    }

    /** The way into Kafka that all writers share. */
    public KafkaSender sender() {
        return sender;
    }

    /** The producer itself, for who wants to know Kafka's own reasons; it is closed by the publisher. */
    public Producer<byte[], byte[]> producer() {
        return producer;
    }

    /** Waits until the partitions of all topics are known, for as long as it takes. Not for event loops. */
    public void awaitMetadata(List<? extends Topic<?>> topics) throws InterruptedException {
        SendsAtOnce.awaitPartitions(producer, topics);
    }

    /**
     * Sends what is still in the buffer, within the time that the settings allow. Whoever still waits for a record after
     * that is told that it failed before this returns, and can bring it to the spool.
     */
    @Override
    public void close() {
        producer.close(closeWithin);
    }
}
