package dev.ricochet.kit.catalog;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * One reading of the topics from their beginning, as long as the consumer lasts.
 *
 * <p>Nothing is published before the end that the topics had at its start is reached. After that, changes are
 * published when the reader has caught up, or once in {@link #PATIENCE} while more keep coming, and versions planned for
 * later when their time comes: copying the maps for
 * every record, or every poll, would take time square in the size of a big catalog.
 */
final class CatalogSession {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final CatalogTables tables;
    private final Listener listener;
    private final InstantSource clock;

    /** Hears of what happens, on the reader's thread. */
    interface Listener {
        void published(Catalog catalog);

        void skipped(ConsumerRecord<byte[], byte[]> record, SerializationException why);

        /** Everything before these positions is in what was published. */
        void reached(Map<TopicPartition, Long> positions);
    }

    CatalogSession(Consumer<byte[], byte[]> consumer, CatalogTables tables, Listener listener, InstantSource clock) {
        this.consumer = consumer;
        this.tables = tables;
        this.listener = listener;
        this.clock = clock;
    }

    /** Reads until told to stop. */
    void run(BooleanSupplier stopping) throws MissingTopicsException {
        tables.clear();
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!stopping.getAsBoolean() && !reached(ends)) {
            apply(consumer.poll(POLL));
        }
        if (!stopping.getAsBoolean()) {
            listener.published(tables.snapshot(clock.instant()));
            follow(stopping);
        }
    }

    private void follow(BooleanSupplier stopping) {
        boolean changed = false;
        long published = System.nanoTime();
        while (!stopping.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            apply(records);
            changed |= !records.isEmpty() || tables.isDue(clock.instant());
            if (changed && (caughtUp() || System.nanoTime() - published > PATIENCE.toNanos())) {
                listener.published(tables.snapshot(clock.instant()));
                changed = false;
                published = System.nanoTime();
            }
            if (!changed) {
                listener.reached(positions());
            }
        }
    }

    private Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                tables.apply(record);
            } catch (SerializationException e) {
                listener.skipped(record, e);
            }
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private boolean caughtUp() {
        return consumer.assignment().stream()
                .allMatch(partition -> consumer.currentLag(partition).orElse(0) == 0);
    }

    private List<TopicPartition> partitions() throws MissingTopicsException {
        List<TopicPartition> partitions = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String topic : tables.topics()) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                missing.add(topic);
            } else {
                found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            }
        }
        if (!missing.isEmpty()) {
            throw new MissingTopicsException(missing);
        }
        return partitions;
    }
}
