package dev.ricochet.local.tail;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Confluent's wire format (0x00, four bytes of schema id, Avro binary) to a generic record by the writer's schema. */
final class GenericDecoder {
    private static final int HEADER = 5;

    private final SchemaRegistryClient registry;

    GenericDecoder(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /** Empty where the bytes are not a record of a schema that the registry knows. */
    Optional<GenericRecord> decode(byte[] bytes) throws IOException {
        if (bytes.length < HEADER || bytes[0] != 0) {
            return Optional.empty();
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        Optional<Schema> schema = schema(id);
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
        try {
            return Optional.of(new GenericDatumReader<GenericRecord>(schema.get()).read(null, decoder));
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    private Optional<Schema> schema(int id) throws IOException {
        try {
            return registry.getSchemaById(id) instanceof AvroSchema avro
                    ? Optional.of(avro.rawSchema())
                    : Optional.empty();
        } catch (RestClientException refused) {
            if (refused.getStatus() == 404) {
                return Optional.empty();
            }
            throw new IOException("the schema registry refused schema id " + id + ": " + refused.getMessage(), refused);
        }
    }
}
