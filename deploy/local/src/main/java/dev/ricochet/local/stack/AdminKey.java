package dev.ricochet.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The local stack's admin key, as the line of an HTTP header that {@code curl -H @FILE} takes. */
public final class AdminKey {

    private static final String HEADER = "Authorization:";

    private AdminKey() {}

    /** The file in a stack's data directory. */
    public static Path in(Path dataDirectory) {
        return new DataDirectory(dataDirectory).adminKey();
    }

    /** The value of the header. */
    public static String read(Path file) {
        try {
            String line = Files.readString(file).strip();
            if (!line.startsWith(HEADER)) {
                throw new IllegalArgumentException(file + " does not hold a line that begins with " + HEADER);
            }
            return line.substring(HEADER.length()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the key in " + file + " cannot be read", e);
        }
    }
}
