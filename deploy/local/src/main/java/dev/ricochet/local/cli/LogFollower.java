package dev.ricochet.local.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what is appended to a file, whole lines at a time. */
final class LogFollower {

    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;
    private long position;

    /** Begins at the present end. */
    LogFollower(Path file) throws IOException {
        this(file, Files.exists(file) ? Files.size(file) : 0);
    }

    LogFollower(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** The lines that were completed since the last call, each with its newline. */
    String readNew() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < position) {
                position = 0;
            }
            byte[] bytes = new byte[(int) Math.min(CHUNK_BYTES, log.length() - position)];
            log.seek(position);
            log.readFully(bytes);
            int end = endOfLastLine(bytes);
            position += end;
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }
    }

    private static int endOfLastLine(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }
}
