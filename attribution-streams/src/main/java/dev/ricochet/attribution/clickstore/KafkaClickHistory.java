package dev.ricochet.attribution.clickstore;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic with a consumer of its own, configured as those that restore. A broker that is away is waited for. */
final class KafkaClickHistory implements ClickHistory {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaClickHistory.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> streamsConfig;
    private final TopicPartition partition;

    KafkaClickHistory(Map<String, Object> streamsConfig, TopicPartition partition) {
        this.streamsConfig = streamsConfig;
        this.partition = partition;
    }

    @Override
    public void read(long from, long to, Reader reader) {
        long next = from;
        long end = to == SegmentRange.OPEN ? SegmentRange.OPEN : to + 1;
        try (Consumer<byte[], byte[]> consumer = consumerOnceBrokersHaveAddresses(reader)) {
            if (consumer == null) {
                return;
            }
            consumer.assign(Set.of(partition));
            boolean placed = false;
            while (reader.goesOn() && (!placed || next < end)) {
                try {
                    if (!placed) {
                        next = Math.max(next, offset(consumer.beginningOffsets(Set.of(partition))));
                        end = Math.min(end, offset(consumer.endOffsets(Set.of(partition))));
                        consumer.seek(partition, next);
                        placed = true;
                    } else {
                        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                            if (record.offset() < end) {
                                reader.record(record.key(), record.value());
                            }
                        }
                        next = consumer.position(partition);
                    }
                } catch (OffsetOutOfRangeException deleted) {
                    placed = false;
                } catch (RetriableException away) {
                    warn(next, away);
                }
            }
        }
    }

    private long offset(Map<TopicPartition, Long> answer) {
        return Objects.requireNonNull(answer.get(partition), "asked for");
    }

    /**
     * A consumer that is made while no broker's name resolves fails at once and for good, unlike one that is there already.
     * The settings themselves have opened other consumers before. Null where the reader has gone meanwhile.
     */
    private @Nullable Consumer<byte[], byte[]> consumerOnceBrokersHaveAddresses(Reader reader) {
        Map<String, Object> config =
                new StreamsConfig(streamsConfig).getRestoreConsumerConfigs("click-rebuild-" + partition);
        while (reader.goesOn()) {
            try {
                return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            } catch (KafkaException unresolvable) {
                warn(null, Objects.requireNonNullElse(unresolvable.getCause(), unresolvable));
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        return null;
    }

    private void warn(@Nullable Long offset, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("partition", partition.toString())
                .addKeyValue("offset", offset)
                .addKeyValue("cause", cause.toString())
                .log("clicks cannot be read again yet, will try again");
    }
}
