package dev.ricochet.attribution;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.kit.config.ConfigurationException;
import dev.ricochet.kit.config.ConfigurationTable;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.service.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributionConfigTest {

    @Test
    void shouldRunEveryRoleByDefault() {
        assertThat(read(Map.of()).roles()).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void shouldKeepClicksADayLongerThanTheLongestWindow() {
        assertThat(read(Map.of()).match().clicks().retention()).isEqualTo(Duration.ofDays(91));
    }

    @Test
    void shouldRunOneRole() {
        assertThat(read(Map.of("RICOCHET_ROLES", "settle")).roles()).containsExactly(Role.SETTLE);
    }

    @Test
    void shouldNotShowTheClickKeys() {
        assertThat(read(Map.of()).toString()).doesNotContain("00112233");
    }

    @Test
    void shouldReportAllProblemsAtOnce() {
        assertThatThrownBy(() -> read(Map.of("RICOCHET_STANDBYS", "-1", "RICOCHET_CLICK_CACHE", "much")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("RICOCHET_STANDBYS")
                .hasMessageContaining("RICOCHET_CLICK_CACHE");
    }

    @Test
    void shouldBeDocumentedInTheReadme() throws IOException {
        ConfigurationTable.of(Service.settings(AttributionMain.SERVICE, AttributionConfig::from))
                .requireIn(Path.of("README.md"));
    }

    private static AttributionConfig read(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("RICOCHET_CLICK_KEYS", CLICK_KEYS);
        return Settings.read(environment, AttributionConfig::from);
    }
}
