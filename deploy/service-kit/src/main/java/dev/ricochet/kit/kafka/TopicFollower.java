package dev.ricochet.kit.kafka;

import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic from its beginning and on, on a thread of its own, committed records only. While the broker or the topic is away
 * its listener keeps what it has; then all is read anew. A record that cannot be decoded is logged and left out. Anything
 * else that ends the thread, the listener's own faults too, stops the service.
 */
public final class TopicFollower<V extends SpecificRecord> {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration CONSUMER_CLOSE = Duration.ofSeconds(2);

    private final Topic<V> topic;
    private final RecordDecoder<V> decoder;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Listener<V> listener;
    private final Thread thread;
    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> reading;

    /** Hears of what is on the topic, on the follower's thread. */
    public interface Listener<V> {

        /**
         * The next record.
         *
         * @param value null where the key's entry was deleted
         */
        void heard(String key, @Nullable V value, Instant writtenAt);

        /** Whatever was there at the start has been heard. Once. */
        default void caughtUp() {}
    }

    private TopicFollower(
            Topic<V> topic,
            RecordDecoder<V> decoder,
            Supplier<Consumer<String, byte[]>> consumers,
            Listener<V> listener,
            ServiceRuntime runtime) {
        this.topic = topic;
        this.decoder = decoder;
        this.consumers = consumers;
        this.listener = listener;
        this.thread = new Thread(() -> run(runtime), "follower of " + topic.name());
    }

    /**
     * Begins to read, until it is closed.
     *
     * @throws RuntimeException if the registry does not know the topic's schema; the message names the command
     */
    public static <V extends SpecificRecord> TopicFollower<V> start(
            Topic<V> topic, Listener<V> listener, KafkaConnection kafka, ServiceRuntime runtime) {
        Map<String, Object> config = kafka.base(runtime.name() + "-" + topic.name());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What a crash of an exactly-once writer took back must not be heard.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return start(
                topic,
                kafka.serdes().decoder(topic),
                () -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()),
                listener,
                runtime);
    }

    static <V extends SpecificRecord> TopicFollower<V> start(
            Topic<V> topic,
            RecordDecoder<V> decoder,
            Supplier<Consumer<String, byte[]>> consumers,
            Listener<V> listener,
            ServiceRuntime runtime) {
        TopicFollower<V> follower = new TopicFollower<>(topic, decoder, consumers, listener, runtime);
        follower.thread.start();
        return follower;
    }

    /** Whether all that was there at the start has been heard. */
    public boolean isCaughtUp() {
        return firstRead.getCount() == 0;
    }

    /** Waits until all that was there at the start has been heard. False if that has not come in that time. */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return firstRead.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the reading; returns when its thread has ended. */
    public void close() throws InterruptedException {
        stop.countDown();
        Consumer<String, byte[]> now = reading;
        if (now != null) {
            now.wakeup();
        }
        thread.join();
    }

    private void run(ServiceRuntime runtime) {
        try {
            while (!isStopping()) {
                readOnce();
                stop.await(RETRY_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (Throwable e) {
            if (!isStopping()) {
                runtime.fail(thread.getName(), e);
            }
        }
    }

    private void readOnce() {
        Consumer<String, byte[]> consumer = consumers.get();
        reading = consumer;
        try {
            List<TopicPartition> partitions = partitions(consumer);
            if (partitions.isEmpty()) {
                log.atWarn()
                        .addKeyValue("topic", topic)
                        .log("There is no such topic: run deploy/ricochet topics apply");
                return;
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            follow(consumer, consumer.endOffsets(partitions));
        } catch (WakeupException e) {
            log.atDebug().addKeyValue("topic", topic).log("Woken to stop");
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("topic", topic)
                    .setCause(e)
                    .log("A topic cannot be read; what is known of it stays, until the next try");
        } finally {
            reading = null;
            consumer.close(CloseOptions.timeout(CONSUMER_CLOSE));
        }
    }

    private void follow(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        while (!isStopping()) {
            consumer.poll(POLL).forEach(this::hear);
            if (!isCaughtUp()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                listener.caughtUp();
                firstRead.countDown();
            }
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        V value;
        try {
            value = record.value() == null ? null : decoder.decode(record);
        } catch (SerializationException e) {
            log.atError()
                    .addKeyValue("topic", topic)
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(e)
                    .log("A record cannot be decoded and is left out");
            return;
        }
        listener.heard(record.key(), value, Instant.ofEpochMilli(record.timestamp()));
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(topic.name());
        return found == null
                ? List.of()
                : found.stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList();
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }
}
