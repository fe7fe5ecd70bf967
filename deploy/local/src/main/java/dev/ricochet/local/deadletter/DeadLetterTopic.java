package dev.ricochet.local.deadletter;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of dead letters, as far as it reaches when the reading begins. */
public final class DeadLetterTopic {

    private static final Duration POLL = Duration.ofMillis(250);

    private DeadLetterTopic() {}

    public static DeadLetterBox read(KafkaConnection kafka) {
        DeadLetterBox box = new DeadLetterBox();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DEAD_LETTERS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(POLL).forEach(box::add);
            }
        }
        return box;
    }

    private static Map<String, Object> config(KafkaConnection kafka) {
        Map<String, Object> config = new HashMap<>(kafka.base("ricochet-dead-letters"));
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        return config;
    }
}
