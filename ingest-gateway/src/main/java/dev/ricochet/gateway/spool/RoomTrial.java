package dev.ricochet.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds out whether a disk takes bytes by giving it some. */
final class RoomTrial {
    private static final int STEP_BYTES = 256 * 1024;

    private RoomTrial() {}

    /** True if so many bytes could be written to the file and synced. The file is deleted in every case. */
    static boolean write(Path file, long bytes) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer step = ByteBuffer.allocateDirect(STEP_BYTES);
            long written = 0;
            while (written < bytes) {
                step.clear();
                written += out.write(step);
            }
            out.force(true);
            return true;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
