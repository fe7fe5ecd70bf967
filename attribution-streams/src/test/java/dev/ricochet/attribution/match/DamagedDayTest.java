package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not found while a day is read again may be among what was lost. */
class DamagedDayTest {

    private static final Duration HOLD = Duration.ofMinutes(10);

    @TempDir
    private Path state;

    @Test
    void shouldCallNoClickAbsentWhileADayIsBeingRebuilt() throws IOException {
        aDayIsMissing();
        try (MatchDriver match =
                new MatchDriver(state, aCatalog().withDefaults().build())) {
            match.postback(aPostback().forClick(aClickId(NOON)).at(NOON).build());
            match.clicksEnd.reaches(0, NOON.plus(HOLD));

            match.timePasses(HOLD);

            assertThat(match.isSilent()).isTrue();
            assertThat(match.held()).isEqualTo(1);
        }
    }

    /** The manifest lists a day that has no directory; the broker that could give it back is away. */
    private void aDayIsMissing() throws IOException {
        Path store = Files.createDirectories(state.resolve("ricochet-match-test/0_0/click-store"));
        long day = LocalDate.ofInstant(NOON, ZoneOffset.UTC).toEpochDay();
        Files.writeString(store.resolve("manifest"), """
                ricochet-click-store 2
                offset ricochet.clicks.v1-0 5
                day %d 0 5 6 whole
                end
                """.formatted(day));
    }
}
