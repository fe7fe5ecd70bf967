package dev.ricochet.gateway.clickcap;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what settle tells of conversion caps, on a thread of its own. Nothing waits for it: where it is behind, or the
 * broker is away, clicks go where they went before, and settle rejects what is too much.
 */
public final class CapStateReader {
    private static final Logger log = LoggerFactory.getLogger(CapStateReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration CONSUMER_CLOSE = Duration.ofSeconds(2);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final ConversionCaps caps;
    private final InstantSource clock;
    private final Deserializer<CapEvent> deserializer;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    private CapStateReader(ConversionCaps caps, InstantSource clock, Deserializer<CapEvent> deserializer) {
        this.caps = caps;
        this.clock = clock;
        this.deserializer = deserializer;
    }

    /** Begins to read, until shutdown. Looks the schema up in the registry. */
    public static void start(ConversionCaps caps, InstantSource clock, KafkaConnection kafka, ServiceRuntime runtime) {
        CapStateReader reader = new CapStateReader(
                caps, clock, kafka.serdes().of(Topics.CAP_STATES).deserializer());
        Map<String, Object> config = consumerConfig(kafka, runtime.name());
        Thread thread = new Thread(() -> reader.run(config, runtime), "cap-states");
        long timer = runtime.vertx().setPeriodic(FORGET_EVERY.toMillis(), id -> caps.forget(clock.instant()));
        runtime.onShutdown("cap states", () -> {
            runtime.vertx().cancelTimer(timer);
            reader.close(thread);
        });
        thread.start();
    }

    private void run(Map<String, Object> config, ServiceRuntime runtime) {
        try {
            while (stop.getCount() > 0) {
                read(config);
                stop.await(RETRY_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (Throwable e) {
            if (stop.getCount() > 0) {
                runtime.fail("cap states", e);
            }
        }
    }

    private void read(Map<String, Object> config) {
        Consumer<byte[], byte[]> reading = new KafkaConsumer<>(config);
        try {
            consumer = reading;
            follow(reading);
        } catch (WakeupException e) {
            log.atDebug().log("The reader of cap states was woken to stop");
        } catch (KafkaException e) {
            log.atWarn().setCause(e).log("Cap states cannot be read; clicks go by what is known, until the next try");
        } finally {
            consumer = null;
            reading.close(CloseOptions.timeout(CONSUMER_CLOSE));
        }
    }

    private void follow(Consumer<byte[], byte[]> reading) {
        List<TopicPartition> partitions = reading.partitionsFor(Topics.CAP_STATES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reading.assign(partitions);
        reading.seekToBeginning(partitions);
        while (stop.getCount() > 0) {
            reading.poll(POLL).forEach(this::hear);
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            caps.hear(deserializer.deserialize(record.topic(), record.value()), clock.instant());
        } catch (SerializationException e) {
            log.atError().addKeyValue("offset", record.offset()).setCause(e).log("A cap state cannot be decoded");
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
        Map<String, Object> config = new HashMap<>(kafka.base(service + "-cap-states"));
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // settle writes exactly once: what a crash took back must not be heard.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return config;
    }
}
