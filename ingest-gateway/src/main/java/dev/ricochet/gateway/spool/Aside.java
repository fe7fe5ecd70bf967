package dev.ricochet.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps entries that must not hold up the queue: a file each, its bytes as they lay in the spool ({@link EntryForm}). */
final class Aside {
    private static final Logger log = LoggerFactory.getLogger(Aside.class);

    /** Beyond it, entries are only logged and counted: whatever fills a directory so is no single entry's fault. */
    private static final int MOST_FILES = 10_000;

    private final Path directory;

    Aside(Path directory) {
        this.directory = directory;
    }

    /** @param kind why in a word: refused, corrupt */
    void keep(String kind, long sequence, byte[] bytes, String why) throws IOException {
        Path file = directory.resolve(kind + "-" + sequence + "-" + System.currentTimeMillis() + ".entry");
        boolean room = isRoom();
        log.atError()
                .addKeyValue("kind", kind)
                .addKeyValue("sequence", sequence)
                .addKeyValue("bytes", bytes.length)
                .addKeyValue("why", why)
                .addKeyValue("file", room ? file : null)
                .log("An entry of the spool was put aside");
        if (room) {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer content = ByteBuffer.wrap(bytes);
                while (content.hasRemaining()) {
                    out.write(content);
                }
                out.force(true);
            }
        }
    }

    private boolean isRoom() throws IOException {
        try (var files = Files.list(directory)) {
            return files.limit(MOST_FILES).count() < MOST_FILES;
        }
    }
}
