package dev.ricochet.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps logs beyond the directories that they are in. Tests put theirs into directories that are deleted; where the system
 * property {@value #PROPERTY} names another, each log is written there, and a link to it stands where it should be.
 */
final class KeptLogs {
    static final String PROPERTY = "ricochet.kept.logs";

    private KeptLogs() {}

    /** Called before the first line is written. */
    static void keep(Path logFile) throws IOException {
        keep(logFile, System.getProperty(PROPERTY));
    }

    static void keep(Path logFile, @Nullable String directory) throws IOException {
        if (directory != null && !Files.exists(logFile, LinkOption.NOFOLLOW_LINKS)) {
            Path kept = Files.createTempFile(
                    Files.createDirectories(Path.of(directory)), logFile.getFileName() + "-", ".log");
            Files.createSymbolicLink(logFile, kept.toAbsolutePath());
        }
    }
}
