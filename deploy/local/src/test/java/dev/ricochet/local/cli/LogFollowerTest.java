package dev.ricochet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void writeALog() throws IOException {
        log = Files.writeString(directory.resolve("log"), "before\n");
    }

    @Test
    void shouldBeginAtThePresentEnd() throws IOException {
        LogFollower follower = new LogFollower(log);
        append("after\n");

        assertThat(follower.readNew()).isEqualTo("after\n");
        assertThat(follower.readNew()).isEmpty();
    }

    @Test
    void shouldHoldALineBackUntilItIsWhole() throws IOException {
        LogFollower follower = new LogFollower(log);

        append("whole\nha");
        assertThat(follower.readNew()).isEqualTo("whole\n");
        append("lf\n");
        assertThat(follower.readNew()).isEqualTo("half\n");
    }

    @Test
    void shouldBeginAgainWhenTheLogWasReplaced() throws IOException {
        LogFollower follower = new LogFollower(log);

        Files.writeString(log, "new\n");

        assertThat(follower.readNew()).isEqualTo("new\n");
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
