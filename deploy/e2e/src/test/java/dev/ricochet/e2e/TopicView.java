package dev.ricochet.e2e;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic as a foreign consumer sees it: bytes from Kafka, the schema from the registry by its id, generic records. */
final class TopicView {

    private final String bootstrapServers;
    private final SchemaRegistryClient registry;

    TopicView(String bootstrapServers, String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        this.registry = new CachedSchemaRegistryClient(registryUrl, 100);
    }

    /** Everything committed in the topic at the time of the call that fits. */
    List<GenericRecord> read(String topic, Predicate<GenericRecord> fits) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("fetch.max.wait.ms", 20);
        List<GenericRecord> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value() != null) {
                        GenericRecord value = decode(record.value());
                        if (fits.test(value)) {
                            found.add(value);
                        }
                    }
                }
            }
        }
        return found;
    }

    /** An amount, which Avro's generic records hold as the bytes of its unscaled value. */
    static BigDecimal decimal(GenericRecord record, String field) {
        Schema schema = record.getSchema().getField(field).schema();
        if (schema.getLogicalType() == null) {
            throw new IllegalArgumentException(
                    field + " of " + record.getSchema().getName() + " is no decimal");
        }
        return new Conversions.DecimalConversion()
                .fromBytes((ByteBuffer) record.get(field), schema, schema.getLogicalType());
    }

    private GenericRecord decode(byte[] framed) {
        ByteBuffer bytes = ByteBuffer.wrap(framed);
        if (bytes.get() != 0) {
            throw new IllegalStateException("not in Confluent's wire format");
        }
        try {
            ParsedSchema schema = registry.getSchemaById(bytes.getInt());
            return new GenericDatumReader<GenericRecord>((Schema) schema.rawSchema())
                    .read(null, DecoderFactory.get().binaryDecoder(framed, 5, framed.length - 5, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RestClientException e) {
            throw new IllegalStateException(e);
        }
    }
}
