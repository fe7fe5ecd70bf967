package dev.ricochet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system on which every write waits until it is let go on; reads of what is in memory do not. */
final class StandingDisk implements AutoCloseable {
    private final Path mounted;
    private boolean standing;

    StandingDisk(Path mounted) {
        this.mounted = mounted;
    }

    void stop() throws IOException {
        standing = true;
        freeze("--freeze");
    }

    /** Lets it go on; whoever waits for it could not even be killed. */
    @Override
    public void close() throws IOException {
        if (standing) {
            standing = false;
            freeze("--unfreeze");
        }
    }

    private void freeze(String option) throws IOException {
        Process fsfreeze = new ProcessBuilder("fsfreeze", option, mounted.toString())
                .inheritIO()
                .start();
        assertThat(fsfreeze.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue())
                .isZero();
    }
}
