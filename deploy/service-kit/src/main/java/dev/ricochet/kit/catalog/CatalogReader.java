package dev.ricochet.kit.catalog;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the catalog in memory, on one thread of its own.
 *
 * <p>While the broker is away, or the topics do not exist yet, it keeps what it has and tries again; the service is
 * ready from the first complete reading on, and stays so. A record that cannot be decoded is skipped, logged and
 * counted; the entry keeps its last good version. Anything else that ends the thread stops the service.
 */
public final class CatalogReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CatalogReader.class);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration CONSUMER_CLOSE = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CatalogTables tables;
    private final ServiceRuntime runtime;
    private final InstantSource clock;
    private final CatalogMeters meters;
    private final Thread thread;
    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<java.util.function.Consumer<Catalog>> listeners = new CopyOnWriteArrayList<>();
    private volatile Catalog current = Catalog.EMPTY;
    private final Object progress = new Object();
    private Map<TopicPartition, Long> reached = Map.of();
    private volatile String notReady = "the catalog is being read for the first time";
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    private CatalogReader(
            RecordSerdes serdes,
            Supplier<Consumer<byte[], byte[]>> consumers,
            ServiceRuntime runtime,
            InstantSource clock) {
        this.consumers = consumers;
        this.tables = new CatalogTables(serdes);
        this.runtime = runtime;
        this.clock = clock;
        this.meters = new CatalogMeters(runtime.meters(), this::current);
        this.thread = new Thread(this::run, "catalog-reader");
    }

    /**
     * Starts to read. Registers the readiness check {@code catalog} and its own shutdown with the runtime.
     *
     * @throws RuntimeException if the registry does not know the catalog's schemas; the message names the command
     */
    public static CatalogReader start(KafkaConnection kafka, ServiceRuntime runtime) {
        Map<String, Object> config = consumerConfig(kafka, runtime.name());
        return start(kafka.serdes(), () -> new KafkaConsumer<>(config), runtime, InstantSource.system());
    }

    /** @param clock says which versions are in force */
    static CatalogReader start(
            RecordSerdes serdes,
            Supplier<Consumer<byte[], byte[]>> consumers,
            ServiceRuntime runtime,
            InstantSource clock) {
        CatalogReader reader = new CatalogReader(serdes, consumers, runtime, clock);
        runtime.health().readiness("catalog", reader::readiness);
        runtime.onShutdown("catalog reader", reader::close);
        reader.thread.start();
        return reader;
    }

    /**
     * The catalog that is in force now, with what is known of other times; {@link Catalog#EMPTY} before the first complete
     * reading.
     */
    public Catalog current() {
        return current;
    }

    /** Waits for the first complete reading. False if it has not come in that time. */
    public boolean awaitFirstRead(Duration atMost) throws InterruptedException {
        return firstRead.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until {@link #current} holds everything before these offsets. False if it does not in that time. Not for event
     * loops.
     */
    public boolean awaitReached(Map<TopicPartition, Long> ends, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (progress) {
            while (!isBeyond(reached, ends)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                progress.wait(left);
            }
            return true;
        }
    }

    private static boolean isBeyond(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /**
     * Adds somebody who hears of every catalog published from now on, the first one included, on the reader's thread.
     * It must be quick; if it throws, the service stops.
     */
    public void onChange(java.util.function.Consumer<Catalog> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        stop.countDown();
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            // The grace period is over; the thread is told to stop and holds nothing that must be saved.
            Thread.currentThread().interrupt();
        }
    }

    private Readiness readiness() {
        return firstRead.getCount() == 0 ? Readiness.ready() : Readiness.notReady(notReady);
    }

    private void run() {
        try {
            while (!stopping()) {
                readOnce();
                stop.await(RETRY_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (Throwable e) {
            if (!stopping()) {
                runtime.fail("catalog reader", e);
            }
        }
    }

    private void readOnce() {
        Consumer<byte[], byte[]> reading = consumers.get();
        consumer = reading;
        try {
            new CatalogSession(reading, tables, new Progress(), clock).run(this::stopping);
        } catch (WakeupException e) {
            log.atDebug().log("The catalog reader was woken to stop");
        } catch (MissingTopicsException e) {
            retryLater(String.valueOf(e.getMessage()), null);
        } catch (RetriableException e) {
            retryLater("broker or registry does not answer: " + e.getMessage(), e);
        } finally {
            consumer = null;
            reading.close(CloseOptions.timeout(CONSUMER_CLOSE));
        }
    }

    private void retryLater(String why, @Nullable Exception e) {
        boolean news = !why.equals(notReady);
        notReady = why;
        meters.retry();
        // The same reason once a second would bury everything else.
        log.atLevel(news ? Level.WARN : Level.DEBUG)
                .addKeyValue("why", why)
                .setCause(news ? e : null)
                .log("The catalog cannot be read, it stays as it is until the next try");
    }

    private final class Progress implements CatalogSession.Listener {
        @Override
        public void published(Catalog catalog) {
            current = catalog;
            notReady = "";
            boolean first = firstRead.getCount() > 0;
            firstRead.countDown();
            log.atInfo()
                    .addKeyValue("advertisers", catalog.advertisers().size())
                    .addKeyValue("affiliates", catalog.affiliates().size())
                    .addKeyValue("offers", catalog.offers().size())
                    .addKeyValue("endpoints", catalog.endpoints().size())
                    .log(first ? "Catalog read" : "Catalog changed");
            listeners.forEach(listener -> listener.accept(catalog));
        }

        @Override
        public void reached(Map<TopicPartition, Long> positions) {
            synchronized (progress) {
                reached = positions;
                progress.notifyAll();
            }
        }

        @Override
        public void skipped(ConsumerRecord<byte[], byte[]> record, SerializationException why) {
            meters.skipped();
            log.atError()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .setCause(why)
                    .log("A catalog record cannot be decoded, its entry stays as it was");
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private static Map<String, Object> consumerConfig(KafkaConnection kafka, String service) {
        Map<String, Object> config = new HashMap<>(kafka.base(service + "-catalog"));
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // The admin API writes an entry and its audit event in one transaction; an aborted one was never a change.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }
}
