package dev.ricochet.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every schema reads whatever a released version of the program wrote: {@code BACKWARD_TRANSITIVE}, before any registry is asked. */
class ReleasedContractTest {

    private static final String RELEASING = "schemas.release";

    private final Release release = new Release(Path.of("released"));

    @Test
    @DisabledIfSystemProperty(named = RELEASING, matches = "true")
    void shouldReadEverythingThatWasReleased() throws IOException {
        assertThat(release.problemsOf(Contract.releasable())).isEmpty();
    }

    /** Not a test but the tool of a release, here because it needs what the test needs; README.md says how to run it. */
    @Test
    @EnabledIfSystemProperty(named = RELEASING, matches = "true")
    void shouldKeepWhatIsReleasedNow() throws IOException {
        assertThat(release.problemsOf(Contract.releasable())).isEmpty();

        release.add(Contract.releasable());

        assertThat(release.add(Contract.releasable())).isEmpty();
    }
}
