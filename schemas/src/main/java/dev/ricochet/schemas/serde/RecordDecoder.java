package dev.ricochet.schemas.serde;

import dev.ricochet.schemas.topic.Topic;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads one topic's values, by whichever compatible schema they were written. Safe for use by many threads. */
public final class RecordDecoder<V extends SpecificRecord> {

    private final Topic<V> topic;
    private final RecordCodec<V> codec;
    private final SchemaRegistryClient registry;

    RecordDecoder(Topic<V> topic, RecordCodec<V> codec, SchemaRegistryClient registry) {
        this.topic = topic;
        this.codec = codec;
        this.registry = registry;
    }

    /**
     * The record in a value of the topic.
     *
     * @throws RecordFormatException naming topic and schema id, when the bytes are no such record
     * @throws RegistryUnavailableException when the schema is new and the registry does not answer
     */
    public V decode(byte[] value) {
        if (value.length < WireFormat.HEADER_BYTES || value[0] != WireFormat.MAGIC) {
            throw new RecordFormatException("a value of " + topic.name()
                    + " is not in the registry's wire format (a zero, four bytes of schema id, Avro): "
                    + (value.length < WireFormat.HEADER_BYTES
                            ? "it has " + value.length + " bytes"
                            : "its first byte is " + value[0]));
        }
        int id = WireFormat.schemaId(value);
        try {
            DatumReader<V> reader = codec.reader(id, () -> writtenBy(id));
            return Binary.ofThread().decode(value, WireFormat.HEADER_BYTES, reader);
        } catch (RecordFormatException | RegistryUnavailableException known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            throw new RecordFormatException(
                    "a value of " + topic.name() + " with schema id " + id + " is no "
                            + codec.schema().getFullName() + ": " + broken,
                    broken);
        }
    }

    /** The record's value; an error names the record's partition and offset too. */
    public V decode(ConsumerRecord<?, byte[]> record) {
        try {
            return decode(record.value());
        } catch (RecordFormatException broken) {
            throw broken.at(record);
        }
    }

    private Schema writtenBy(int id) {
        try {
            ParsedSchema parsed = registry.getSchemaById(id);
            if (parsed instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
            throw new RecordFormatException("a value of " + topic.name() + " has schema id " + id
                    + ", which is of type " + parsed.schemaType() + " and not AVRO");
        } catch (RestClientException answer) {
            if (answer.getStatus() == 404) {
                throw new RecordFormatException(
                        "a value of " + topic.name() + " has schema id " + id + ", which the registry does not know",
                        answer);
            }
            throw new RegistryUnavailableException(
                    "the registry could not give schema " + id + " of " + topic.name() + ": " + answer.getMessage(),
                    answer);
        } catch (IOException failed) {
            throw new RegistryUnavailableException(
                    "the registry did not answer when asked for schema " + id + " of " + topic.name() + ": "
                            + failed.getMessage(),
                    failed);
        }
    }
}
