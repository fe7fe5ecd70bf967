package dev.ricochet.gateway.clickcap;

import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.event.ClickCount;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other gateways what this one has counted, and hears of theirs, on a thread of its own. A broker that is away
 * stops neither clicks nor counting; only the sum is then known to nobody.
 */
public final class CountExchange {
    private static final Logger log = LoggerFactory.getLogger(CountExchange.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration CONSUMER_CLOSE = Duration.ofSeconds(2);

    /** Counts for ever of runs that are over are written anew before the topic's retention takes them. */
    private static final Duration OLD = Duration.ofDays(100);

    private final ClickCaps caps;
    private final TopicWriter<ClickCount> counts;
    private final InstantSource clock;
    private final Deserializer<ClickCount> deserializer;
    private final Map<String, ClickCount> old = new HashMap<>();
    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    private CountExchange(
            ClickCaps caps,
            TopicWriter<ClickCount> counts,
            InstantSource clock,
            Deserializer<ClickCount> deserializer) {
        this.caps = caps;
        this.counts = counts;
        this.clock = clock;
        this.deserializer = deserializer;
    }

    /** Begins to read and to write, until shutdown. */
    public static CountExchange start(
            ClickCaps caps,
            TopicWriter<ClickCount> counts,
            InstantSource clock,
            KafkaConnection kafka,
            ServiceRuntime runtime) {
        CountExchange exchange = new CountExchange(
                caps, counts, clock, kafka.serdes().of(Topics.CLICK_COUNTS).deserializer());
        Map<String, Object> config = consumerConfig(kafka, runtime.name());
        Thread reader = new Thread(() -> exchange.run(config, runtime), "click-counts");
        long timer = runtime.vertx().setPeriodic(TELL_EVERY.toMillis(), id -> exchange.tell());
        runtime.onShutdown("click counts", () -> {
            runtime.vertx().cancelTimer(timer);
            // What was counted since the last time; the producer, which closes later, delivers it.
            exchange.tell();
            exchange.close(reader);
        });
        reader.start();
        return exchange;
    }

    /** Waits until the counts of earlier and other runs are known. False if that has not come in time. */
    public boolean awaitFirstRead(Duration atMost) throws InterruptedException {
        return firstRead.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void tell() {
        caps.tell(
                clock.instant(),
                (counted, count) -> counts.write(counted.key(caps.gateway()), count, null)
                        .onSuccess(result -> {
                            if (!(result instanceof Durable)) {
                                caps.notTold(counted);
                            }
                        }));
    }

    private void run(Map<String, Object> config, ServiceRuntime runtime) {
        try {
            while (stop.getCount() > 0) {
                read(config);
                stop.await(RETRY_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (Throwable e) {
            if (stop.getCount() > 0) {
                runtime.fail("click counts", e);
            }
        }
    }

    private void read(Map<String, Object> config) {
        try (Closing reading = new Closing(new KafkaConsumer<>(config))) {
            consumer = reading.consumer;
            follow(reading.consumer);
        } catch (WakeupException e) {
            log.atDebug().log("The reader of click counts was woken to stop");
        } catch (org.apache.kafka.common.KafkaException e) {
            log.atWarn().setCause(e).log("Click counts cannot be read; caps hold by what is known, until the next try");
        } finally {
            consumer = null;
        }
    }

    private void follow(Consumer<byte[], byte[]> reading) {
        List<TopicPartition> partitions = reading.partitionsFor(Topics.CLICK_COUNTS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reading.assign(partitions);
        reading.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = reading.endOffsets(partitions);
        while (stop.getCount() > 0) {
            reading.poll(POLL).forEach(this::hear);
            if (firstRead.getCount() > 0
                    && ends.entrySet().stream().allMatch(end -> reading.position(end.getKey()) >= end.getValue())) {
                firstRead.countDown();
                old.forEach((key, count) -> counts.write(key, count, null));
                old.clear();
            }
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            ClickCount count = deserializer.deserialize(record.topic(), record.value());
            Instant now = clock.instant();
            caps.hear(count, now);
            if (firstRead.getCount() > 0 && count.getPeriod() == CapPeriod.LIFETIME) {
                refresh(count, Instant.ofEpochMilli(record.timestamp()).isBefore(now.minus(OLD)));
            }
        } catch (SerializationException e) {
            log.atError().addKeyValue("offset", record.offset()).setCause(e).log("A click count cannot be decoded");
        }
    }

    private void refresh(ClickCount count, boolean isOld) {
        String key = Counted.of(count).key(count.getGateway());
        if (isOld) {
            old.put(key, count);
        } else {
            old.remove(key);
        }
    }

    private void close(Thread reader) throws InterruptedException {
        stop.countDown();
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        reader.join();
    }

    private static Map<String, Object> consumerConfig(KafkaConnection kafka, String service) {
        Map<String, Object> config = new HashMap<>(kafka.base(service + "-click-counts"));
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return config;
    }

    /** Closes a consumer within bounds. */
    private record Closing(Consumer<byte[], byte[]> consumer) implements AutoCloseable {
        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(CONSUMER_CLOSE));
        }
    }
}
