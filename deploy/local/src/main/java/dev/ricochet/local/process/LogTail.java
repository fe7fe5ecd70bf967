package dev.ricochet.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, however long it has grown. */
public final class LogTail {

    private static final int WINDOW_BYTES = 64 * 1024;

    private LogTail() {}

    /** The last lines, without a newline at the end; empty when there is no such file. */
    public static String of(Path file, int lines) {
        if (!Files.exists(file)) {
            return "";
        }
        List<String> window = window(file).lines().toList();
        return String.join("\n", window.subList(Math.max(0, window.size() - lines), window.size()));
    }

    private static String window(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, log.length() - WINDOW_BYTES);
            byte[] bytes = new byte[(int) (log.length() - start)];
            log.seek(start);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
