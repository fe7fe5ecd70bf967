package dev.ricochet.attribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A worker's state directory, looked at from outside. */
public final class StateOnDisk {

    private static final Pattern OFFSET = Pattern.compile("(?m)^offset \\S+ (\\d+)$");

    private StateOnDisk() {}

    /** How many clicks the manifests vouch for, where clicks are the only records of their topic. */
    public static long clicks(Path state) {
        return manifests(state).stream().mapToLong(StateOnDisk::clicksOf).sum();
    }

    /** The directories of segments that have table files, over all partitions. */
    public static List<Path> segments(Path state) {
        return manifests(state).stream()
                .flatMap(manifest -> list(manifest.getParent()).stream())
                .filter(path -> Files.isDirectory(path) && list(path).stream().anyMatch(StateOnDisk::isTable))
                .toList();
    }

    /** Writes zeros over the tables of a segment. */
    public static void corrupt(Path segment) {
        try {
            for (Path file : list(segment)) {
                if (isTable(file)) {
                    Files.write(file, new byte[(int) Files.size(file)]);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isTable(Path file) {
        return file.toString().endsWith(".sst");
    }

    private static List<Path> manifests(Path state) {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(path -> path.endsWith("click-store/manifest")).toList();
        } catch (IOException | UncheckedIOException changing) {
            return List.of();
        }
    }

    private static long clicksOf(Path manifest) {
        try {
            Matcher offset = OFFSET.matcher(Files.readString(manifest));
            return offset.find() ? Long.parseLong(offset.group(1)) + 1 : 0;
        } catch (IOException changing) {
            return 0;
        }
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException changing) {
            return List.of();
        }
    }
}
