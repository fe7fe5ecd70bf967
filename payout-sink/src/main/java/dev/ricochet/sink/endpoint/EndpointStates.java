package dev.ricochet.sink.endpoint;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordFormatException;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest event of every endpoint, in memory, on a thread of its own. While the broker is away it keeps what it has;
 * then it reads all anew, which changes nothing that it knew.
 */
public final class EndpointStates {

    private static final Logger log = LoggerFactory.getLogger(EndpointStates.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final KafkaConnection kafka;
    private final RecordDecoder<EndpointEvent> decoder;
    private final Map<String, EndpointEvent> newest = new ConcurrentHashMap<>();
    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<String, byte[]> reading;

    private EndpointStates(KafkaConnection kafka, RecordDecoder<EndpointEvent> decoder, ServiceRuntime runtime) {
        this.kafka = kafka;
        this.decoder = decoder;
        this.thread = new Thread(() -> run(runtime), "endpoint-states");
    }

    /** Starts to read; registers readiness and shutdown. */
    public static EndpointStates start(KafkaConnection kafka, ServiceRuntime runtime) {
        EndpointStates states = new EndpointStates(kafka, kafka.serdes().decoder(Topics.ENDPOINT_EVENTS), runtime);
        runtime.health()
                .readiness(
                        "endpoint states",
                        () -> states.firstRead.getCount() == 0
                                ? Readiness.ready()
                                : Readiness.notReady("the endpoints' states are being read for the first time"));
        runtime.onShutdown("endpoint states", states::close);
        states.thread.start();
        return states;
    }

    /** The last change of an endpoint's state; null where there was none. */
    public @Nullable EndpointEvent of(String endpointId) {
        return newest.get(endpointId);
    }

    /** Waits for the first complete reading. False if it has not come in that time. */
    public boolean awaitFirstRead(Duration atMost) throws InterruptedException {
        return firstRead.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void close() throws InterruptedException {
        stop.countDown();
        Consumer<String, byte[]> now = reading;
        if (now != null) {
            now.wakeup();
        }
        thread.join();
    }

    private void run(ServiceRuntime runtime) {
        try {
            while (stop.getCount() > 0) {
                readOnce();
                stop.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (Throwable e) {
            runtime.fail("endpoint states", e);
        }
    }

    private void readOnce() {
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(config(), new StringDeserializer(), new ByteArrayDeserializer())) {
            reading = consumer;
            List<TopicPartition> partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                log.atWarn().log("{} does not exist: create it with deploy/ricochet topics apply", topic());
                return;
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (stop.getCount() > 0) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    take(record);
                }
                if (firstRead.getCount() > 0 && reached(consumer, ends)) {
                    firstRead.countDown();
                }
            }
        } catch (WakeupException e) {
            log.atDebug().log("Woken to stop");
        } catch (RetriableException e) {
            log.atWarn()
                    .setCause(e)
                    .log("The endpoints' states cannot be read, they stay as they are until the next try");
        } finally {
            reading = null;
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            newest.remove(record.key());
            return;
        }
        try {
            newest.put(record.key(), decoder.decode(record));
        } catch (RecordFormatException e) {
            log.atError().setCause(e).log("An endpoint's event cannot be read, its state stays as it was");
        }
    }

    private static boolean reached(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(topic());
        return found == null
                ? List.of()
                : found.stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
    }

    private static String topic() {
        return Topics.ENDPOINT_EVENTS.name();
    }

    private Map<String, Object> config() {
        Map<String, Object> config = kafka.base("ricochet-endpoint-states");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }
}
