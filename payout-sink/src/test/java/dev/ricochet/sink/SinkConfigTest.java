package dev.ricochet.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.kit.config.ConfigurationTable;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.service.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkConfigTest {

    @Test
    void shouldRetryTenTimesOverThreeDaysByDefault() {
        SinkConfig config = Settings.read(Map.of(), SinkConfig::from);

        assertThat(config.work().planner().planning().schedule().attempts()).isEqualTo(10);
        assertThat(config.work().planner().planning().lease()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.outbound().addresses().loopbackAllowed()).isFalse();
        assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void shouldRefuseALeaseThatAnAttemptCanOutlast() {
        assertThatThrownBy(() -> Settings.read(Map.of("RICOCHET_DELIVERY_LEASE", "10s"), SinkConfig::from))
                .hasMessageContaining("RICOCHET_DELIVERY_LEASE");
    }

    @Test
    void shouldDescribeTheConfigurationAsTheCodeReadsIt() throws IOException {
        ConfigurationTable.of(Service.settings(SinkMain.NAME, SinkConfig::from)).requireIn(Path.of("README.md"));
    }
}
