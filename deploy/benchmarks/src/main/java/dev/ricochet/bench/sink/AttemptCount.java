package dev.ricochet.bench.sink;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Counts what was delivered and is durable, from the topic. It reads of each attempt only what it counts by: it runs on the same
 * processors as what is measured.
 */
final class AttemptCount implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int HEADER_BYTES = 5;
    private static final Schema PART = part("endpoint_id", "result", "error");

    private final KafkaConsumer<String, byte[]> consumer;
    private final IntFunction<Schema> schemas;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private int healthy;
    private int others;
    /** What became of those to the healthy that were not delivered, and how often. */
    private final Map<String, Integer> undelivered = new TreeMap<>();

    private BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

    AttemptCount(String bootstrapServers, RecordSerdes serdes) {
        this.schemas = serdes.writerSchemas(Topics.DELIVERY_ATTEMPTS);
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 20, "fetch.min.bytes", 1 << 20),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.DELIVERY_ATTEMPTS.name()).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Returns when so many more were delivered to healthy endpoints. */
    void awaitHealthy(int more, Duration atMost) {
        int wanted = healthy + more;
        await(() -> healthy >= wanted, atMost);
    }

    /** The same, but gives up after that time: false where they had not been delivered by then. */
    boolean areDelivered(int more, Duration atMost) {
        int wanted = healthy + more;
        return isReached(() -> healthy >= wanted, atMost);
    }

    /** Attempts that were reported, with whatever result, for the endpoints that are not healthy. */
    int others() {
        return others;
    }

    /** Returns when there are so many of them. */
    void awaitOthers(int count, Duration atMost) {
        await(() -> others >= count, atMost);
    }

    private void await(BooleanSupplier reached, Duration atMost) {
        if (!isReached(reached, atMost)) {
            throw new IllegalStateException(
                    "after %s only %,d deliveries to the healthy and %,d attempts to others; other attempts to the healthy: %s"
                            .formatted(atMost, healthy, others, undelivered));
        }
    }

    private boolean isReached(BooleanSupplier reached, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                count(record.value());
            }
        }
        return true;
    }

    private void count(byte[] value) {
        int schema = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
            GenericRecord attempt = readers.computeIfAbsent(
                            schema, id -> new GenericDatumReader<>(schemas.apply(id), PART))
                    .read(null, decoder);
            if (!attempt.get("endpoint_id").toString().startsWith(SinkBench.HEALTHY_NAME)) {
                others++;
            } else if (attempt.get("result").toString().equals(AttemptResult.DELIVERED.name())) {
                healthy++;
            } else {
                undelivered.merge(attempt.get("result") + " " + attempt.get("error"), 1, Integer::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("what cannot be read cannot be counted", e);
        }
    }

    private static Schema part(String... fields) {
        Schema whole = DeliveryAttempt.getClassSchema();
        return Schema.createRecord(
                whole.getName(),
                null,
                whole.getNamespace(),
                false,
                Stream.of(fields)
                        .map(whole::getField)
                        .map(field -> new Schema.Field(field.name(), field.schema()))
                        .toList());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
