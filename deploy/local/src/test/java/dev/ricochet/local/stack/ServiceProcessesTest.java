package dev.ricochet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceProcessesTest {

    private static final DataDirectory DATA = new DataDirectory(Path.of("/data"));
    private final StackOptions options = StackOptions.in(DATA.root());

    @ParameterizedTest
    @EnumSource
    void shouldTellEveryServiceWhereBrokerAndRegistryAre(StackService service) {
        assertThat(ServiceProcesses.environment(service, options, DATA))
                .containsEntry("RICOCHET_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")
                .containsEntry("RICOCHET_SCHEMA_REGISTRY_URL", "http://127.0.0.1:8085/apis/ccompat/v7")
                .containsEntry("RICOCHET_MANAGEMENT_HOST", "127.0.0.1");
    }

    @Test
    void shouldGiveClickKeysOnlyToThoseWhoSignOrVerify() {
        assertThat(ServiceProcesses.environment(StackService.GATEWAY, options, DATA))
                .containsEntry("RICOCHET_CLICK_KEYS_FILE", "/data/keys/click-keys");
        assertThat(ServiceProcesses.environment(StackService.STREAMS, options, DATA))
                .containsEntry("RICOCHET_CLICK_KEYS_FILE", "/data/keys/click-keys");
        assertThat(ServiceProcesses.environment(StackService.SINK, options, DATA))
                .doesNotContainKey("RICOCHET_CLICK_KEYS_FILE");
    }

    @Test
    void shouldKeepStateBelowTheDataDirectory() {
        assertThat(ServiceProcesses.environment(StackService.GATEWAY, options, DATA))
                .containsEntry("RICOCHET_GATEWAY_SPOOL_DIR", "/data/services/ingest-gateway");
    }

    @Test
    void shouldGiveServicesTheHashesOfTheApiKeysAndNobodyTheKeys() {
        assertThat(ServiceProcesses.environment(StackService.GATEWAY, options, DATA))
                .containsEntry("RICOCHET_GATEWAY_API_KEYS_FILE", "/data/keys/api-keys");
        assertThat(ServiceProcesses.environment(StackService.STREAMS, options, DATA))
                .containsEntry("RICOCHET_STATS_API_KEYS_FILE", "/data/keys/api-keys");
        for (StackService service : StackService.values()) {
            assertThat(ServiceProcesses.environment(service, options, DATA))
                    .doesNotContainValue("/data/keys/admin-key");
        }
    }

    @Test
    void shouldLetACallerHaveTheLastWordOnASetting() {
        StackOptions changed = options.withEnvironment(StackService.SINK, Map.of("RICOCHET_RETRY_WAITS", "1s"))
                .withEnvironment(StackService.SINK, Map.of("RICOCHET_LOG_FORMAT", "json"));

        assertThat(ServiceProcesses.environment(StackService.SINK, changed, DATA))
                .containsEntry("RICOCHET_RETRY_WAITS", "1s")
                .containsEntry("RICOCHET_LOG_FORMAT", "json");
        assertThat(ServiceProcesses.environment(StackService.GATEWAY, changed, DATA))
                .containsEntry("RICOCHET_LOG_FORMAT", "text");
    }
}
