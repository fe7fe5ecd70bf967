package dev.ricochet.schemas.serde;

import dev.ricochet.schemas.topic.Topic;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes in the Confluent wire format for the records of every topic, on one registry client. Safe for use by many threads. */
public final class RecordSerdes {

    private final SchemaRegistryClient registry;

    public RecordSerdes(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /** On the registry at this address, for instance {@code http://localhost:8085/apis/ccompat/v7}; several, separated by commas. */
    public static RecordSerdes connect(String registryUrl) {
        return connect(registryUrl, Map.of());
    }

    /** The same with settings of Confluent's client, for instance {@code basic.auth.user.info}. */
    public static RecordSerdes connect(String registryUrl, Map<String, ?> settings) {
        return new RecordSerdes(RegistryClients.connect(registryUrl, settings));
    }

    public SchemaRegistryClient registry() {
        return registry;
    }

    /**
     * Reads and writes a topic's values.
     *
     * @throws UnregisteredSchemaException when the schema that would be written is not registered
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public <V extends SpecificRecord> Serde<V> of(Topic<V> topic) {
        RecordCodec<V> codec = codec(topic);
        RecordEncoder<V> encoder = new RecordEncoder<>(codec, idOf(topic, codec));
        RecordDecoder<V> decoder = new RecordDecoder<>(topic, codec);
        return Serdes.serdeFrom(
                (name, value) -> value == null ? null : encoder.encode(value),
                (name, bytes) -> bytes == null ? null : decoder.decode(bytes));
    }

    /** Reads a topic's values. Needs no registered schema of this program's own. */
    public <V extends SpecificRecord> RecordDecoder<V> decoder(Topic<V> topic) {
        return new RecordDecoder<>(topic, codec(topic));
    }

    /**
     * Reads no more of a topic's values than the fields up to this one: those behind it are null in what it gives, also where they may
     * not be. For whoever reads many long records and needs little of each.
     */
    public <V extends SpecificRecord> RecordDecoder<V> decoderUpTo(Topic<V> topic, String lastField) {
        return new RecordDecoder<>(topic, codec(topic).upTo(lastField));
    }

    /**
     * The schemas by which a topic's values were written, by their ids: for whoever reads a part of a record only. Throws as a
     * {@link RecordDecoder} does.
     */
    public IntFunction<Schema> writerSchemas(Topic<?> topic) {
        return new WriterSchemas(topic, registry)::byId;
    }

    private <V extends SpecificRecord> RecordCodec<V> codec(Topic<V> topic) {
        WriterSchemas schemas = new WriterSchemas(topic, registry);
        return new RecordCodec<>(topic.type(), id -> schemas.byId((int) id));
    }

    private int idOf(Topic<?> topic, RecordCodec<?> codec) {
        try {
            return registry.getId(topic.subject(), new AvroSchema(codec.schema()));
        } catch (RestClientException answer) {
            if (WriterSchemas.isNotFound(answer)) {
                throw new UnregisteredSchemaException(topic.subject(), answer);
            }
            throw new RegistryUnavailableException(
                    "the registry could not say whether " + topic.subject() + " is registered: " + answer.getMessage(),
                    answer);
        } catch (IOException failed) {
            throw new RegistryUnavailableException(
                    "the registry did not answer when asked for " + topic.subject() + ": " + failed.getMessage(),
                    failed);
        }
    }
}
