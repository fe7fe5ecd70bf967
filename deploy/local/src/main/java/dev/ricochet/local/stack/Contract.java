package dev.ricochet.local.stack;

import dev.ricochet.schemas.registry.RegistrationReport;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.registry.SchemaResult;
import dev.ricochet.schemas.serde.RegistryClients;
import dev.ricochet.schemas.topic.Profile;
import dev.ricochet.schemas.topic.TopicProvisioner;
import dev.ricochet.schemas.topic.TopicReport;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Brings topics and schemas to what the code declares. */
public final class Contract {

    private Contract() {}

    public static TopicReport applyTopics(String bootstrapServers, Profile profile) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            return TopicProvisioner.apply(admin, profile);
        }
    }

    public static RegistrationReport registerSchemas(String registryUrl) {
        return withRegistry(registryUrl, SchemaRegistrar::register);
    }

    public static RegistrationReport checkSchemas(String registryUrl) {
        return withRegistry(registryUrl, SchemaRegistrar::check);
    }

    /** Both, for a stack that is about to start services; says what it did in two lines. */
    static void apply(String bootstrapServers, String registryUrl, Progress progress) {
        TopicReport topics = applyTopics(bootstrapServers, Profile.LOCAL);
        progress.say(topics.topics().size() + " topics as declared");
        RegistrationReport schemas = registerSchemas(registryUrl);
        if (!schemas.isGood()) {
            throw new ContractUnmet("schemas in the data directory's registry cannot be replaced by this"
                    + " version's: "
                    + schemas.subjects().stream()
                            .filter(SchemaResult.Incompatible.class::isInstance)
                            .toList());
        }
        progress.say(schemas.subjects().size() + " schemas registered");
    }

    private static RegistrationReport withRegistry(String registryUrl, RegistryCall call) {
        try (SchemaRegistryClient registry = RegistryClients.connect(registryUrl, Map.of())) {
            return call.on(registry);
        } catch (IOException | RestClientException e) {
            throw new RegistryFailure(registryUrl, e);
        }
    }

    @FunctionalInterface
    private interface RegistryCall {
        RegistrationReport on(SchemaRegistryClient registry) throws IOException, RestClientException;
    }
}
