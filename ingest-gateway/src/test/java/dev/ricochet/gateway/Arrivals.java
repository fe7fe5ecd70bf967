package dev.ricochet.gateway;

import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What has come to Kafka, in a stack that a test has of its own. A record that came twice is there twice. */
final class Arrivals {
    private Arrivals() {}

    static List<String> receiptIds(LocalStack stack) {
        return read(stack, Topics.POSTBACKS).stream()
                .map(Postback::getReceiptId)
                .toList();
    }

    static List<String> orderIds(LocalStack stack) {
        return read(stack, Topics.POSTBACKS).stream().map(Postback::getOrderId).toList();
    }

    static List<String> clickIds(LocalStack stack) {
        return read(stack, Topics.CLICKS).stream().map(Click::getClickId).toList();
    }

    private static <V extends SpecificRecord> List<V> read(LocalStack stack, Topic<V> topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", stack.bootstrapServers());
        try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(
                config,
                new StringDeserializer(),
                RecordSerdes.connect(stack.registryUrl()).of(topic).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<V> values = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
