package dev.ricochet.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a run.
 *
 * @param temporary whether it is removed when the run ends by itself
 */
record Workplace(Path directory, boolean temporary) implements AutoCloseable {

    static Workplace of(@Nullable Path chosen) throws IOException {
        return chosen == null
                ? new Workplace(Files.createTempDirectory("ricochet-demo-"), true)
                : new Workplace(Files.createDirectories(chosen.toAbsolutePath()), false);
    }

    static boolean isFree(Path directory) {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.findAny().isEmpty();
        } catch (IOException noDirectory) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
