package dev.ricochet.attribution.stats.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.stats.StatsApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Names in a topology name topics and state that outlive a release, so that none may change unnoticed. */
class GoldenTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/stats-topology.txt");

    @Test
    void shouldHaveTheShapeAndNamesOfTheLastRelease() throws IOException {
        StatsApp app = new StatsApp(StatsDriver.RECORDS, StatsDriver.parts(), null);
        String described = app.topology().describe().toString();
        assertThat(described)
                .as(
                        "the topology changed. Renamed stores and internal topics orphan the state of running workers;"
                                + " if the change is meant, say in CHANGELOG.md how to upgrade and put this into %s:%n%s",
                        GOLDEN, described)
                .isEqualTo(Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "");
    }
}
