package dev.ricochet.schemas.registry;

import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificData;

/** Puts the schema of every topic into a registry, or tells what that would do. Uses Confluent's API and nothing else. */
public final class SchemaRegistrar {

    private SchemaRegistrar() {}

    /**
     * Sets {@code BACKWARD_TRANSITIVE} for every subject, then registers its schema. A schema that is not compatible is reported and
     * left out; the others are registered all the same.
     */
    public static RegistrationReport register(SchemaRegistryClient registry) throws IOException, RestClientException {
        List<SchemaResult> results = new ArrayList<>();
        for (Topic<?> topic : Topics.records()) {
            results.add(subject(registry, topic).register());
        }
        return new RegistrationReport(results);
    }

    /** What {@link #register} would do. Changes nothing. */
    public static RegistrationReport check(SchemaRegistryClient registry) throws IOException, RestClientException {
        List<SchemaResult> results = new ArrayList<>();
        for (Topic<?> topic : Topics.records()) {
            results.add(subject(registry, topic).check());
        }
        return new RegistrationReport(results);
    }

    private static Subject subject(SchemaRegistryClient registry, Topic<?> topic) {
        return new Subject(registry, topic.subject(), SpecificData.get().getSchema(topic.type()));
    }
}
