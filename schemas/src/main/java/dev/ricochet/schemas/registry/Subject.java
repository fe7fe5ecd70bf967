package dev.ricochet.schemas.registry;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** One subject of a registry: what it holds, and what it shall hold. */
final class Subject {

    private static final String LEVEL = CompatibilityLevel.BACKWARD_TRANSITIVE.name;
    /** What the registry's own "not found" begin with; a wrong address answers 404 without them and is a failure. */
    private static final int NOT_FOUND = 404;

    private static final int CONFLICT = 409;

    private final SchemaRegistryClient registry;
    private final String name;
    private final AvroSchema schema;

    Subject(SchemaRegistryClient registry, String name, Schema schema) {
        this.registry = registry;
        this.name = name;
        this.schema = new AvroSchema(schema);
    }

    SchemaResult register() throws IOException, RestClientException {
        SchemaResult found = check();
        if (!hasLevel()) {
            registry.updateCompatibility(name, LEVEL);
        }
        if (!(found instanceof SchemaResult.Registered)) {
            return found;
        }
        try {
            registry.register(name, schema);
            return found;
        } catch (RestClientException answer) {
            // The registry has the last word, whatever this program's own look said.
            if (answer.getStatus() == CONFLICT) {
                return new SchemaResult.Incompatible(name, List.of(String.valueOf(answer.getMessage())));
            }
            throw answer;
        }
    }

    SchemaResult check() throws IOException, RestClientException {
        OptionalInt id = id();
        if (id.isPresent()) {
            return new SchemaResult.Same(name, id.getAsInt(), hasLevel());
        }
        List<String> problems = problems();
        return problems.isEmpty() ? new SchemaResult.Registered(name) : new SchemaResult.Incompatible(name, problems);
    }

    /**
     * Against every registered version, whatever level the subject has now. The registry's own check is not asked: it would judge by
     * the level that the subject has before it is set, and registries differ in how they answer it.
     */
    private List<String> problems() throws IOException, RestClientException {
        List<String> problems = new ArrayList<>();
        for (int version : versions()) {
            AvroSchema older =
                    new AvroSchema(registry.getByVersion(name, version, false).getSchema());
            for (String problem : schema.isBackwardCompatible(older)) {
                // The client leaves it to its caller to say which schema is which.
                problems.add("version " + version + ": "
                        + problem.replaceFirst("%s", "new").replaceFirst("%s", "old"));
            }
        }
        return problems;
    }

    private List<Integer> versions() throws IOException, RestClientException {
        try {
            return registry.getAllVersions(name);
        } catch (RestClientException answer) {
            if (answer.getErrorCode() / 100 == NOT_FOUND) {
                return List.of();
            }
            throw answer;
        }
    }

    private OptionalInt id() throws IOException, RestClientException {
        try {
            return OptionalInt.of(registry.getId(name, schema));
        } catch (RestClientException answer) {
            if (answer.getErrorCode() / 100 == NOT_FOUND) {
                return OptionalInt.empty();
            }
            throw answer;
        }
    }

    private boolean hasLevel() throws IOException, RestClientException {
        try {
            return LEVEL.equals(registry.getCompatibility(name));
        } catch (RestClientException answer) {
            if (answer.getErrorCode() / 100 == NOT_FOUND) {
                return false;
            }
            throw answer;
        }
    }
}
