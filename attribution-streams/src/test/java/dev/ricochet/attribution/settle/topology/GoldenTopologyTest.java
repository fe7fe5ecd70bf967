package dev.ricochet.attribution.settle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.settle.SettleApp;
import dev.ricochet.attribution.settle.SettleSettings;
import dev.ricochet.kit.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Names in a topology name topics and state that outlive a release, so that none may change unnoticed. */
class GoldenTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/settle-topology.txt");

    @Test
    void shouldHaveTheShapeAndNamesOfTheLastRelease() throws IOException {
        SettleApp app = new SettleApp(Registered.serdes(), () -> Catalog.EMPTY, new SettleSettings(1));
        String described = app.topology().describe().toString();
        assertThat(described)
                .as(
                        "the topology changed. Renamed stores and internal topics orphan the state of running workers;"
                                + " if the change is meant, say in CHANGELOG.md how to upgrade and put this into %s:%n%s",
                        GOLDEN, described)
                .isEqualTo(Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "");
    }
}
