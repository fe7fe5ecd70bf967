package dev.ricochet.schemas.serde;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Confluent's client with waiting times that suit a service. */
public final class RegistryClients {

    private static final int CACHED_SCHEMAS = 1000;

    private static final Map<String, Object> DEFAULTS = Map.of(
            SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, 5_000,
            SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, 10_000,
            // Records with a bad id make one request every few seconds, not one each.
            SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG, 5L);

    private RegistryClients() {}

    /** A client of the registry at this address (several, separated by commas), with further settings of Confluent's. */
    public static SchemaRegistryClient connect(String registryUrl, Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(settings);
        return new CachedSchemaRegistryClient(List.of(registryUrl.split(",")), CACHED_SCHEMAS, all);
    }
}
