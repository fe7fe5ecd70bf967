package dev.ricochet.attribution.settle.topology;

import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** A registry in memory that knows every schema. */
final class Registered {

    private Registered() {}

    static RecordSerdes serdes() {
        SchemaRegistryClient registry = new MockSchemaRegistryClient();
        try {
            SchemaRegistrar.register(registry);
        } catch (IOException | RestClientException impossible) {
            throw new AssertionError("a registry in memory refuses nothing", impossible);
        }
        return new RecordSerdes(registry);
    }
}
