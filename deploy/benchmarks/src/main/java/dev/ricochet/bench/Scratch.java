package dev.ricochet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for one benchmark's data: a broker's log of a few hundred megabytes that nobody wants afterwards. */
public final class Scratch {

    private Scratch() {}

    public static Path create() throws IOException {
        return Files.createTempDirectory("ricochet-bench");
    }

    public static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
