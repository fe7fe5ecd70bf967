package dev.ricochet.attribution.clickstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/** What disks do to a segment. */
enum SegmentDamage {
    BAD_BLOCKS {
        @Override
        void strike(Path segment) {
            for (Path table : files(segment, ".*\\.sst")) {
                overwrite(table, new byte[(int) size(table)]);
            }
        }
    },
    TABLE_MISSING {
        @Override
        void strike(Path segment) {
            files(segment, ".*\\.sst").forEach(SegmentDamage::delete);
        }
    },
    MANIFEST_TRUNCATED {
        @Override
        void strike(Path segment) {
            for (Path manifest : files(segment, "MANIFEST-.*")) {
                // What is left is whole, so RocksDB sees an older, smaller database.
                overwrite(manifest, new byte[0]);
            }
        }
    },
    MANIFEST_FORGETS {
        @Override
        void strike(Path segment) {
            for (Path manifest : files(segment, "MANIFEST-.*")) {
                truncate(manifest, size(manifest) * 2 / 3);
            }
        }
    },
    CURRENT_MISSING {
        @Override
        void strike(Path segment) {
            files(segment, "CURRENT").forEach(SegmentDamage::delete);
        }
    },
    DIRECTORY_MISSING {
        @Override
        void strike(Path segment) {
            delete(segment);
        }
    };

    /** Does it to a segment that is closed; to one that is not there it does nothing. */
    abstract void strike(Path segment);

    private static List<Path> files(Path segment, String pattern) {
        if (!Files.exists(segment)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(segment)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void overwrite(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void truncate(Path file, long size) {
        try (var channel = java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path path) {
        try {
            Utils.delete(path.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
