package dev.ricochet.bench.latency;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads along, as the next service does, committed records only, and notes when each postback could be read where. */
final class TopicWatch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Whoever asks for each record as it comes is a load of its own; so a hop may seem longer by this, and the next shorter. */
    private static final int GLANCE_MILLIS = 25;

    private static final int NOT_SOONER_BYTES = 1 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, BiConsumer<byte[], Long>> readers;
    private final Thread thread = new Thread(this::run, "topic-watch");
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;

    TopicWatch(KafkaConnection kafka, Journeys journeys) {
        Map<String, Object> settings = new HashMap<>(kafka.base("bench-watch"));
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, NOT_SOONER_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, GLANCE_MILLIS);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        RecordDecoder<Postback> postbacks = kafka.serdes().decoder(Topics.POSTBACKS);
        readers = Map.of(
                Topics.POSTBACKS.name(),
                        (value, at) -> {
                            Postback postback = postbacks.decode(value);
                            note(journeys, Station.POSTBACKS, postback.getOrderId(), at);
                            note(
                                    journeys,
                                    Station.RECEIVED,
                                    postback.getOrderId(),
                                    postback.getReceivedAt().toEpochMilli());
                        },
                Topics.MATCHED_POSTBACKS.name(),
                        reader(
                                kafka,
                                Topics.MATCHED_POSTBACKS,
                                (matched, at) -> note(
                                        journeys,
                                        Station.MATCHED,
                                        matched.getPostback().getOrderId(),
                                        at)),
                Topics.CONVERSIONS.name(),
                        reader(
                                kafka,
                                Topics.CONVERSIONS,
                                (conversion, at) -> note(journeys, Station.CONVERSIONS, conversion.getOrderId(), at)),
                Topics.DELIVERIES_DUE.name(),
                        reader(
                                kafka,
                                Topics.DELIVERIES_DUE,
                                (due, at) -> note(
                                        journeys,
                                        Station.DUE,
                                        due.getConversion().getOrderId(),
                                        at)));
    }

    private interface Noted<V> {
        void at(V record, long millis);
    }

    private static <V extends SpecificRecord> BiConsumer<byte[], Long> reader(
            KafkaConnection kafka, Topic<V> topic, Noted<V> noted) {
        RecordDecoder<V> decoder = kafka.serdes().decoder(topic);
        return (value, at) -> noted.at(decoder.decode(value), at);
    }

    private static void note(Journeys journeys, Station station, @Nullable String order, long atMillis) {
        if (order != null) {
            journeys.seen(station, order, atMillis);
        }
    }

    /** From what is written from now on. */
    void start() {
        List<TopicPartition> partitions =
                readers.keySet().stream().flatMap(topic -> partitions(topic)).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    private Stream<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream().map(p -> new TopicPartition(topic, p.partition()));
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    BiConsumer<byte[], Long> reader = readers.get(record.topic());
                    if (reader != null && record.value() != null) {
                        reader.accept(record.value(), System.currentTimeMillis());
                    }
                }
            }
            ended.complete(null);
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    /** @throws IllegalStateException when it has not read along to the end */
    @Override
    public void close() {
        stopping = true;
        try {
            ended.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the topics were not watched to the end", e);
        }
    }
}
