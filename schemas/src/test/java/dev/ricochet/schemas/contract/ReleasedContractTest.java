package dev.ricochet.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every schema reads whatever a released version of the program wrote: {@code BACKWARD_TRANSITIVE}, before any registry is asked. */
class ReleasedContractTest {

    /** Set when a version is released: what was checked is then also kept. README.md says how. */
    private static final String RELEASING = "schemas.release";

    private final Release release = new Release(Path.of("released"));

    @Test
    void shouldReadEverythingThatWasReleased() throws IOException {
        assertThat(release.problemsOf(Contract.releasable())).isEmpty();

        if (Boolean.getBoolean(RELEASING)) {
            release.add(Contract.releasable());
            assertThat(release.add(Contract.releasable())).isEmpty();
        }
    }
}
