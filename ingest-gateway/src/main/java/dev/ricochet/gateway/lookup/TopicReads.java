package dev.ricochet.gateway.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.kit.api.Workers;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.serde.RecordSerdes;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers for short reads, kept open between them: opening one costs more than the read. Each serves one question at a time,
 * on a worker thread.
 */
public final class TopicReads {
    private static final int THREADS_FOR_STAFF = 4;
    private static final int THREADS_FOR_CALLERS = 2;
    private static final int MOST_WAITING = 32;
    private static final int MOST_PER_POLL = 1_000;
    private static final int LONGEST_FETCH_MILLIS = 20;
    private static final int API_TIMEOUT_MILLIS = 5_000;

    private final Workers workers;
    private final ConcurrentLinkedQueue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();
    private final Map<String, Object> config;
    private final RecordSerdes serdes;

    private TopicReads(Workers workers, KafkaConnection kafka, String clientId) {
        this.workers = workers;
        this.serdes = kafka.serdes();
        config = new HashMap<>(kafka.base(clientId));
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_PER_POLL);
        // The consumer asks ahead for what no question needs, and the next one waits until the broker has answered
        // that.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH_MILLIS);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
    }

    /** For the management port. Registers its own shutdown. */
    public static TopicReads forStaff(KafkaConnection kafka, ServiceRuntime runtime) {
        return open(kafka, runtime, "reads", THREADS_FOR_STAFF);
    }

    /** For the public port, whose questions must not use up the threads of the other. Registers its own shutdown. */
    public static TopicReads forCallers(KafkaConnection kafka, ServiceRuntime runtime) {
        return open(kafka, runtime, "receipt-reads", THREADS_FOR_CALLERS);
    }

    private static TopicReads open(KafkaConnection kafka, ServiceRuntime runtime, String name, int threads) {
        Workers workers = new Workers(runtime.vertx(), name, threads, MOST_WAITING);
        TopicReads reads = new TopicReads(workers, kafka, runtime.name() + "-" + name);
        runtime.onShutdown(name, reads::close);
        return reads;
    }

    RecordSerdes serdes() {
        return serdes;
    }

    /**
     * Asks on a worker thread.
     *
     * @return fails with {@link Workers.Busy} where too many ask, and with Kafka's own exceptions
     */
    <T> Future<T> ask(Function<Consumer<byte[], byte[]>, T> question) {
        return workers.run(() -> {
            Consumer<byte[], byte[]> consumer = idle.poll();
            if (consumer == null) {
                consumer = new KafkaConsumer<>(config);
            }
            try {
                T answer = question.apply(consumer);
                idle.add(consumer);
                return answer;
            } catch (RuntimeException e) {
                consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
                throw e;
            }
        });
    }

    /** The partition in which a key lies. */
    static TopicPartition partitionOf(Consumer<?, ?> consumer, String topic, String key) {
        int partitions = consumer.partitionsFor(topic).size();
        return new TopicPartition(topic, ClickPartitioner.partitionOf(topic, key.getBytes(UTF_8), partitions));
    }

    private void close() throws InterruptedException {
        workers.close();
        idle.forEach(consumer -> consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO)));
    }
}
