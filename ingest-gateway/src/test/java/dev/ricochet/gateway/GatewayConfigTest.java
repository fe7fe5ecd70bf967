package dev.ricochet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.kit.config.ConfigurationException;
import dev.ricochet.kit.config.ConfigurationTable;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(config.publisher().deliveryTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.publisher().inFlightBytes()).isEqualTo(32L << 20);
        assertThat(config.spool().directory()).isEqualTo(Path.of("data/ingest-gateway/spool"));
        assertThat(config.spool().mostBytes()).isEqualTo(1L << 30);
        assertThat(config.spool().after()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.spool().afterForClicks(config.front().clickDeadline()))
                .isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void shouldLeaveTheDiskSomeOfThePostbacksTime() {
        Map<String, String> patient = new HashMap<>(REQUIRED);
        patient.put("RICOCHET_GATEWAY_SPOOL_AFTER", "5s");
        assertThatThrownBy(() -> Settings.read(patient, GatewayConfig::from))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RICOCHET_GATEWAY_SPOOL_AFTER is PT5S")
                .hasMessageContaining("RICOCHET_GATEWAY_POSTBACK_DEADLINE, which is PT5S");
    }

    @Test
    void shouldNotAnswerLaterThanTheProducerGivesUp() {
        Map<String, String> hasty = new HashMap<>(REQUIRED);
        hasty.put("RICOCHET_GATEWAY_POSTBACK_DEADLINE", "90s");
        assertThatThrownBy(() -> Settings.read(hasty, GatewayConfig::from))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RICOCHET_GATEWAY_DELIVERY_TIMEOUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10s", "10004ms", "2147483648ms", "25d"})
    void shouldListADeliveryTimeoutThatKafkaWouldRefuse(String refused) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put("RICOCHET_GATEWAY_DELIVERY_TIMEOUT", refused);

        assertThatThrownBy(() -> Settings.read(environment, GatewayConfig::from))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .asString()
                                .contains("RICOCHET_GATEWAY_DELIVERY_TIMEOUT is", "expected: 10005ms", "2147483647ms"));
    }

    @Test
    void shouldTakeTheShortestDeliveryTimeoutThatKafkaTakes() {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put("RICOCHET_GATEWAY_DELIVERY_TIMEOUT", "10005ms");

        assertThat(Settings.read(environment, GatewayConfig::from).publisher().deliveryTimeout())
                .isEqualTo(Duration.ofMillis(10_005));
    }

    @Test
    void shouldListWhatIsWrongWithTheFileOfKeysAndThePublicUrlTogether(@TempDir Path directory) throws Exception {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        Path keys = Files.writeString(directory.resolve("keys"), "ann emperor 00\n");
        environment.put("RICOCHET_GATEWAY_API_KEYS_FILE", keys.toString());
        environment.put("RICOCHET_GATEWAY_PUBLIC_URL", "track.example");

        assertThatThrownBy(() -> Settings.read(environment, GatewayConfig::from))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).hasSize(2))
                .hasMessageContainingAll("the role is wrong", "the hash is wrong", "track.example");
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
