package dev.ricochet.attribution.runtime;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Follows the restoration of an application's state, and logs its beginning, its end and, now and then, how far it is. */
final class RestorationProgress implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestorationProgress.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);

    private final String role;
    private final InstantSource clock;
    private final LongSupplier bytes;
    private final Map<TopicPartition, Part> running = new ConcurrentHashMap<>();
    private final AtomicLong restored = new AtomicLong();
    private final AtomicLong loggedAt = new AtomicLong();

    private record Part(long startedAtMillis, long next, long end, long records) {

        Part restoredUpTo(long offset, long more) {
            return new Part(startedAtMillis, offset + 1, end, records + more);
        }

        long remaining() {
            return Math.max(0, end - next);
        }
    }

    /** @param bytes what has been read for restoring so far */
    RestorationProgress(String role, InstantSource clock, LongSupplier bytes) {
        this.role = role;
        this.clock = clock;
        this.bytes = bytes;
    }

    /** How far it is now. */
    Restoration now() {
        long now = clock.millis();
        int partitions = 0;
        long records = 0;
        long remaining = 0;
        long since = now;
        for (Part part : running.values()) {
            partitions++;
            records += part.records();
            remaining += part.remaining();
            since = Math.min(since, part.startedAtMillis());
        }
        double perSecond = now > since ? records * 1_000.0 / (now - since) : 0;
        return new Restoration(partitions, records, remaining, bytes.getAsLong(), perSecond);
    }

    /** Records restored since the process began. */
    long restored() {
        return restored.get();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        running.put(partition, new Part(clock.millis(), from, to, 0));
        about(store, partition)
                .addKeyValue("from_offset", from)
                .addKeyValue("to_offset", to)
                .log("restoring state");
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long to, long records) {
        restored.addAndGet(records);
        running.computeIfPresent(partition, (same, part) -> part.restoredUpTo(to, records));
        long now = clock.millis();
        long last = loggedAt.get();
        if (now - last >= LOG_EVERY.toMillis() && loggedAt.compareAndSet(last, now)) {
            Restoration progress = now();
            Duration eta = progress.eta();
            LOG.atInfo()
                    .addKeyValue("role", role)
                    .addKeyValue("partitions", progress.partitions())
                    .addKeyValue("restored", progress.restored())
                    .addKeyValue("remaining", progress.remaining())
                    .addKeyValue("bytes", progress.bytes())
                    .addKeyValue("eta_s", eta == null ? -1 : eta.toSeconds())
                    .log("restoration goes on");
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        ended(partition, store, records, "state restored");
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long records) {
        ended(partition, store, records, "restoration given up, the partition goes to another worker");
    }

    private void ended(TopicPartition partition, String store, long records, String message) {
        Part part = running.remove(partition);
        about(store, partition)
                .addKeyValue("records", records)
                .addKeyValue("took_ms", part == null ? -1 : clock.millis() - part.startedAtMillis())
                .log(message);
    }

    private LoggingEventBuilder about(String store, TopicPartition partition) {
        return LOG.atInfo()
                .addKeyValue("role", role)
                .addKeyValue("store", store)
                .addKeyValue("partition", partition.toString());
    }
}
