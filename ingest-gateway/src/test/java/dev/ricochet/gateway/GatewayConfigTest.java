package dev.ricochet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.kit.config.ConfigurationException;
import dev.ricochet.kit.config.ConfigurationTable;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of("RICOCHET_CLICK_KEYS", "1:00112233445566778899aabbccddeeff");

    @Test
    void shouldRunOnDefaultsBesideTheClickKeys() {
        GatewayConfig config = Settings.read(REQUIRED, GatewayConfig::from);

        assertThat(config.front().host()).isEqualTo("127.0.0.1");
        assertThat(config.front().port()).isEqualTo(8080);
        assertThat(config.front().clickDeadline()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.front().postbackDeadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.publisher().deliveryTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.publisher().inFlightBytes()).isEqualTo(32L << 20);
    }

    @Test
    void shouldNotAnswerLaterThanTheProducerGivesUp() {
        Map<String, String> hasty = new HashMap<>(REQUIRED);
        hasty.put("RICOCHET_GATEWAY_POSTBACK_DEADLINE", "90s");
        assertThatThrownBy(() -> Settings.read(hasty, GatewayConfig::from))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RICOCHET_GATEWAY_DELIVERY_TIMEOUT");
    }

    @Test
    void shouldNotShowTheClickKeys() {
        assertThat(Settings.read(REQUIRED, GatewayConfig::from).toString()).doesNotContain("00112233");
    }

    @Test
    void shouldDescribeEverySettingInTheReadme() throws Exception {
        ConfigurationTable.of(Service.settings(GatewayMain.NAME, GatewayConfig::from, REQUIRED))
                .requireIn(Path.of("README.md"));
    }
}
