package dev.ricochet.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLogsTest {

    @TempDir
    private Path directory;

    @Test
    void shouldOutliveTheDirectoryOfTheProcess() throws Exception {
        Path log = directory.resolve("gateway.log");
        Path kept = directory.resolve("kept");

        for (String line : List.of("one\n", "two\n")) {
            KeptLogs.keep(log, kept.toString());
            Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        Files.delete(log);

        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("one\ntwo"));
        }
    }

    @Test
    void shouldLeaveALogWhereItIsWhenNobodyAsks() throws Exception {
        Path log = directory.resolve("gateway.log");

        KeptLogs.keep(log, null);

        assertThat(log).doesNotExist();
    }
}
