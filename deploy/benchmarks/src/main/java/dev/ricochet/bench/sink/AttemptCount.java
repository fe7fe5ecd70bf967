package dev.ricochet.bench.sink;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Counts what was delivered and is durable, from the topic. */
final class AttemptCount implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, byte[]> consumer;
    private final RecordSerdes serdes;

    AttemptCount(String bootstrapServers, RecordSerdes serdes) {
        this.serdes = serdes;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DELIVERY_ATTEMPTS.name()).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Returns when so many more were delivered to endpoints whose names begin so. */
    void await(int count, String prefix, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        int delivered = 0;
        BooleanSupplier late = () -> System.nanoTime() - end > 0;
        while (delivered < count) {
            if (late.getAsBoolean()) {
                throw new IllegalStateException(
                        "only %,d of %,d deliveries within %s".formatted(delivered, count, atMost));
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                DeliveryAttempt attempt =
                        serdes.decoder(Topics.DELIVERY_ATTEMPTS).decode(record.value());
                if (attempt.getResult() == AttemptResult.DELIVERED
                        && attempt.getEndpointId().startsWith(prefix)) {
                    delivered++;
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
