package dev.ricochet.gateway;

import dev.ricochet.testkit.KafkaStack;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as an outsider does: Kafka, the registry's API, Avro's generic records; none of our code. */
final class PlainConsumer {
    private static final int HEADER_BYTES = 5;

    private PlainConsumer() {}

    static List<ConsumerRecord<String, GenericRecord>> read(KafkaStack kafka, String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> raw = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(raw::add);
            }
            return decode(raw, deserializer(kafka.registryUrl()));
        }
    }

    private static List<ConsumerRecord<String, GenericRecord>> decode(
            List<ConsumerRecord<String, byte[]>> raw, Deserializer<GenericRecord> deserializer) {
        return raw.stream()
                .map(bytes -> new ConsumerRecord<>(
                        bytes.topic(),
                        bytes.partition(),
                        bytes.offset(),
                        bytes.timestamp(),
                        bytes.timestampType(),
                        bytes.serializedKeySize(),
                        bytes.serializedValueSize(),
                        bytes.key(),
                        deserializer.deserialize(bytes.topic(), bytes.value()),
                        bytes.headers(),
                        bytes.leaderEpoch()))
                .toList();
    }

    private static Deserializer<GenericRecord> deserializer(String registryUrl) {
        CachedSchemaRegistryClient registry = new CachedSchemaRegistryClient(registryUrl, 10);
        GenericData model = new GenericData();
        model.addLogicalTypeConversion(new Conversions.DecimalConversion());
        return (topic, bytes) -> {
            try {
                Schema schema = ((AvroSchema) registry.getSchemaById(
                                ByteBuffer.wrap(bytes, 1, 4).getInt()))
                        .rawSchema();
                return new GenericDatumReader<GenericRecord>(schema, schema, model)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null));
            } catch (Exception e) {
                throw new AssertionError("a record of " + topic + " cannot be read", e);
            }
        };
    }
}
