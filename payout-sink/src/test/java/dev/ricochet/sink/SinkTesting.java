package dev.ricochet.sink;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.fixture.EndpointFixture;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the integration tests of the whole service share. */
final class SinkTesting {

    private SinkTesting() {}

    /** Writes endpoints into the catalog. Do it before a service starts: it reads the whole catalog before it does anything. */
    static void apply(KafkaStack kafka, EndpointFixture... fixtures) {
        for (EndpointFixture fixture : fixtures) {
            Endpoint endpoint = fixture.build();
            kafka.send(Topics.ENDPOINTS, endpoint.getId(), endpoint);
        }
    }

    /** The environment of a service that retries within seconds. */
    static Map<String, String> environment(KafkaStack kafka, Path state) {
        Map<String, String> environment = new HashMap<>();
        environment.put("RICOCHET_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("RICOCHET_SCHEMA_REGISTRY_URL", kafka.registryUrl());
        environment.put("RICOCHET_MANAGEMENT_PORT", "0");
        environment.put("RICOCHET_STATE_DIR", state.toString());
        environment.put("RICOCHET_ALLOW_LOOPBACK_ENDPOINTS", "true");
        environment.put("RICOCHET_RETRY_WAITS", "1s,2s,3s,3s,3s,3s,3s,3s,3s");
        environment.put("RICOCHET_DELIVERY_LEASE", "30s");
        environment.put("RICOCHET_PLANNER_SCAN_EVERY", "200ms");
        environment.put("RICOCHET_LANE_PAUSE", "2s");
        return environment;
    }
}
