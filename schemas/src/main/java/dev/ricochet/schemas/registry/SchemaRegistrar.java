package dev.ricochet.schemas.registry;

import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Puts the schema of every topic into a registry, or tells what that would do. Uses Confluent's API and nothing else. */
public final class SchemaRegistrar {

    private final SchemaRegistryClient registry;

    private SchemaRegistrar(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Sets {@code BACKWARD_TRANSITIVE} for every subject, then registers its schema. A schema that is not compatible is reported and
     * left out; the others are registered all the same.
     */
    public static RegistrationReport register(SchemaRegistryClient registry) throws IOException, RestClientException {
        return register(registry, schemas());
    }

    /** What {@link #register} would do. Changes nothing. */
    public static RegistrationReport check(SchemaRegistryClient registry) throws IOException, RestClientException {
        return check(registry, schemas());
    }

    static RegistrationReport register(SchemaRegistryClient registry, Collection<SubjectSchema> schemas)
            throws IOException, RestClientException {
        SchemaRegistrar registrar = new SchemaRegistrar(registry);
        List<SchemaResult> results = new ArrayList<>();
        for (SubjectSchema schema : schemas) {
            registry.updateCompatibility(schema.subject(), CompatibilityLevel.BACKWARD_TRANSITIVE.name);
            SchemaResult result = registrar.examine(schema);
            if (result instanceof SchemaResult.Registered) {
                registry.register(schema.subject(), new AvroSchema(schema.schema()));
            }
            results.add(result);
        }
        return new RegistrationReport(results);
    }

    static RegistrationReport check(SchemaRegistryClient registry, Collection<SubjectSchema> schemas)
            throws IOException, RestClientException {
        SchemaRegistrar registrar = new SchemaRegistrar(registry);
        List<SchemaResult> results = new ArrayList<>();
        for (SubjectSchema schema : schemas) {
            results.add(registrar.examine(schema));
        }
        return new RegistrationReport(results);
    }

    private SchemaResult examine(SubjectSchema schema) throws IOException, RestClientException {
        AvroSchema parsed = new AvroSchema(schema.schema());
        OptionalInt id = idOf(schema.subject(), parsed);
        if (id.isPresent()) {
            return new SchemaResult.Same(schema.subject(), id.getAsInt());
        }
        List<String> problems = registry.testCompatibilityVerbose(schema.subject(), parsed);
        return problems.isEmpty()
                ? new SchemaResult.Registered(schema.subject())
                : new SchemaResult.Incompatible(schema.subject(), problems);
    }

    private OptionalInt idOf(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return OptionalInt.of(registry.getId(subject, schema));
        } catch (RestClientException answer) {
            if (answer.getStatus() == 404) {
                return OptionalInt.empty();
            }
            throw answer;
        }
    }

    private static List<SubjectSchema> schemas() {
        return Topics.records().stream().map(SchemaRegistrar::of).toList();
    }

    private static SubjectSchema of(Topic<?> topic) {
        return new SubjectSchema(topic.subject(), SpecificData.get().getSchema(topic.type()));
    }

    record SubjectSchema(String subject, Schema schema) {}
}
