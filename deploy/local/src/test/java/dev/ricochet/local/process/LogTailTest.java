package dev.ricochet.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path directory;

    @Test
    void shouldGiveTheLastLines() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "one\ntwo\nthree\n");

        assertThat(LogTail.of(log, 2)).isEqualTo("two\nthree");
        assertThat(LogTail.of(log, 9)).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void shouldReadOnlyTheEndOfALongLog() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "x".repeat(1 << 20) + "\nlast\n");

        assertThat(LogTail.of(log, 1)).isEqualTo("last");
    }

    @Test
    void shouldBeEmptyWhereNothingWasWritten() throws IOException {
        assertThat(LogTail.of(directory.resolve("missing"), 5)).isEmpty();
        assertThat(LogTail.of(Files.createFile(directory.resolve("empty")), 5)).isEmpty();
    }
}
