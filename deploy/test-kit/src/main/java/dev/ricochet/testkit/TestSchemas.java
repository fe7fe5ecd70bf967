package dev.ricochet.testkit;

import dev.ricochet.schemas.registry.RegistrationReport;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Registers every schema; in a test's registry none can be incompatible. */
final class TestSchemas {

    private TestSchemas() {}

    static void register(SchemaRegistryClient registry) {
        try {
            RegistrationReport report = SchemaRegistrar.register(registry);
            if (!report.isGood()) {
                throw new IllegalStateException("schemas were not registered: " + report);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the registry does not answer", e);
        } catch (RestClientException e) {
            throw new IllegalStateException("the registry refuses schemas", e);
        }
    }
}
