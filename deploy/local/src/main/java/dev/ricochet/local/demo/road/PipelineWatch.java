package dev.ricochet.local.demo.road;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows every topic of the pipeline from its beginning, on a thread of its own. */
public final class PipelineWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PipelineWatch.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Consumer<byte[]>> readers = new HashMap<>();
    private final Consumer<RuntimeException> trouble;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "pipeline-watch");

    /**
     * A watch that has not started.
     *
     * @param trouble hears what ends the watch before it is closed
     */
    public PipelineWatch(KafkaConnection kafka, Observed observed, Consumer<RuntimeException> trouble) {
        this.trouble = trouble;
        this.consumer = new KafkaConsumer<>(config(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        RecordSerdes serdes = kafka.serdes();
        read(serdes, Topics.CLICKS, observed::click);
        read(serdes, Topics.POSTBACKS, observed::postback);
        read(serdes, Topics.MATCHED_POSTBACKS, observed::matched);
        read(serdes, Topics.POSTBACK_OUTCOMES, observed::outcome);
        read(serdes, Topics.CONVERSIONS, observed::conversion);
        read(serdes, Topics.DELIVERIES_DUE, observed::due);
        read(serdes, Topics.DELIVERY_ATTEMPTS, observed::attempt);
        read(serdes, Topics.DELIVERY_DEAD_LETTERS, observed::deadLetter);
        read(serdes, Topics.REJECTED_REQUESTS, observed::rejected);
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the watch. */
    @Override
    public void close() {
        consumer.wakeup();
        try {
            ended.await();
        } catch (InterruptedException stop) {
            // A daemon thread: it ends with the process at the latest.
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (consumer) {
            List<TopicPartition> partitions = new ArrayList<>();
            readers.keySet()
                    .forEach(topic -> consumer.partitionsFor(topic)
                            .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(POLL).forEach(record -> {
                    Consumer<byte[]> reader = readers.get(record.topic());
                    if (reader != null && record.value() != null) {
                        reader.accept(record.value());
                    }
                });
            }
        } catch (WakeupException closed) {
            LOG.debug("The watch was closed");
        } catch (RuntimeException broken) {
            trouble.accept(broken);
        } finally {
            ended.countDown();
        }
    }

    private <V extends SpecificRecord> void read(RecordSerdes serdes, Topic<V> topic, Consumer<V> observer) {
        Deserializer<V> deserializer = serdes.of(topic).deserializer();
        readers.put(topic.name(), bytes -> observer.accept(deserializer.deserialize(topic.name(), bytes)));
    }

    private static Map<String, Object> config(KafkaConnection kafka) {
        Map<String, Object> config = new HashMap<>(kafka.base("ricochet-demo-watch"));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return config;
    }
}
