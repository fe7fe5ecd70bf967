package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Names in a topology name topics and state that outlive a release, so that none may change unnoticed. */
class GoldenTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/match-topology.txt");

    @Test
    void shouldHaveTheShapeAndNamesOfTheLastRelease() throws IOException {
        MatchParts parts = new MatchParts(
                CLICK_IDS,
                () -> Catalog.EMPTY,
                MatchDriver.registered(),
                (partition, millis) -> null,
                new SimpleMeterRegistry(),
                Clock.systemUTC());
        String described =
                MatchTopology.build(MatchDriver.SETTINGS, parts).describe().toString();

        assertThat(described)
                .as(
                        "the topology changed. Renamed stores and internal topics orphan the state of running workers;"
                                + " if the change is meant, say in CHANGELOG.md how to upgrade and put this into %s:%n%s",
                        GOLDEN, described)
                .isEqualTo(Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "");
    }
}
