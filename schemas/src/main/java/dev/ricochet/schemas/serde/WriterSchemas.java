package dev.ricochet.schemas.serde;

import dev.ricochet.schemas.topic.Topic;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;

/** The registry's schemas by which a topic's values were written. */
final class WriterSchemas {

    /** All of the registry's own "not found" begin with these digits; a wrong address answers 404 without them. */
    private static final int NOT_FOUND = 404;

    private final Topic<?> topic;
    private final SchemaRegistryClient registry;

    WriterSchemas(Topic<?> topic, SchemaRegistryClient registry) {
        this.topic = topic;
        this.registry = registry;
    }

    Schema byId(int id) {
        try {
            ParsedSchema parsed = registry.getSchemaById(id);
            if (parsed instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
            throw new RecordFormatException(value(id) + ", which is of type " + parsed.schemaType() + " and not AVRO");
        } catch (RestClientException answer) {
            if (isNotFound(answer)) {
                throw new RecordFormatException(value(id) + ", which the registry does not know", answer);
            }
            throw new RegistryUnavailableException(
                    value(id) + ", which the registry could not give: " + answer.getMessage(), answer);
        } catch (IOException failed) {
            throw new RegistryUnavailableException(
                    value(id) + ", and the registry did not answer: " + failed.getMessage(), failed);
        }
    }

    static boolean isNotFound(RestClientException answer) {
        return answer.getErrorCode() / 100 == NOT_FOUND;
    }

    private String value(int id) {
        return "a value of " + topic.name() + " has schema id " + id;
    }
}
