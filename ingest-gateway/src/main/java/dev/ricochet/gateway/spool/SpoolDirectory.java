package dev.ricochet.gateway.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool's files, and how they are opened when they are damaged.
 *
 * <pre>
 * lock     held while a gateway uses the directory
 * db/      the entries
 * mended/  while a damaged db is being copied entry by entry
 * aside/   damaged databases as they were found; entries that Kafka refuses for ever or that cannot be read
 * </pre>
 *
 * <p>A torn last write is what a power cut leaves, and nobody was told that it is safe: {@code TolerateCorruptedTailRecords}
 * drops it without a word. Damage anywhere else is not normal. RocksDB then refuses to open, the readable entries are moved
 * into a new database ({@link Salvage}), the damaged one is kept, and the loss is logged and counted. RocksDB's default mode
 * would instead stop at the first damage and drop, unseen, all that was synced after it.
 */
final class SpoolDirectory implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpoolDirectory.class);

    /** Of a table that the database's own list names. */
    private static final String FILE_IS_MISSING = "No such file";

    private final Path root;
    private final FileChannel lockFile;

    private SpoolDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** What opening gave. */
    record Opened(SpoolStore store, boolean mended) {}

    /**
     * Takes the directory for this process.
     *
     * @throws IllegalStateException if it cannot be made, or another gateway uses it; the message says which
     */
    static SpoolDirectory take(Path root) {
        try {
            Files.createDirectories(root.resolve("aside"));
            FileChannel lockFile =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new IllegalStateException("The spool's directory " + root.toAbsolutePath()
                        + " is in use by another gateway. Give each its own RICOCHET_GATEWAY_SPOOL_DIR");
            }
            return new SpoolDirectory(root, lockFile);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The spool's directory " + root.toAbsolutePath()
                            + " cannot be used. Set RICOCHET_GATEWAY_SPOOL_DIR to one that can be written: " + e,
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    /**
     * Opens the entries, mended where they are damaged.
     *
     * @throws RocksDBException if the disk does not let it, which may pass
     */
    Opened open() throws RocksDBException, IOException {
        if (!Files.exists(db()) && Files.exists(mended())) {
            // The last mending was finished but for this.
            Files.move(mended(), db());
        }
        try {
            return new Opened(SpoolStore.open(db(), WALRecoveryMode.TolerateCorruptedTailRecords), false);
        } catch (RocksDBException e) {
            if (!isDamage(e)) {
                throw e;
            }
            return mend(e);
        }
    }

    /** Copies what can be read of a database that is closed into a new one, opens that, and keeps the old one aside. */
    Opened mend(Exception damage) throws RocksDBException, IOException {
        Path kept = aside().resolve("db-" + System.currentTimeMillis());
        log.atError()
                .addKeyValue("directory", db())
                .addKeyValue("kept", kept)
                .setCause(damage)
                .log("The spool is damaged; what can be read of it is saved");
        long saved = Salvage.copy(db(), mended());
        Files.move(db(), kept);
        Files.move(mended(), db());
        log.atError().addKeyValue("records", saved).log("The spool was mended");
        return new Opened(SpoolStore.open(db(), WALRecoveryMode.TolerateCorruptedTailRecords), true);
    }

    /** Throws the database away, which must be closed and hold nothing that is still needed. */
    void clear() throws IOException {
        Salvage.deleteTree(db());
    }

    /** Whether there is room for so many bytes, tried by writing them: neither quotas nor limits show in the free space. */
    boolean hasRoomFor(long bytes) {
        Path trial = root.resolve("trial");
        try {
            return RoomTrial.write(trial, bytes);
        } catch (IOException e) {
            return false;
        }
    }

    /** The bytes of the write-ahead log, which opening turns into tables. */
    long logBytes() throws IOException {
        long bytes = 0;
        if (Files.exists(db())) {
            try (var logs = Files.newDirectoryStream(db(), "*.log")) {
                for (Path file : logs) {
                    bytes += Files.size(file);
                }
            }
        }
        return bytes;
    }

    Path aside() {
        return root.resolve("aside");
    }

    private Path db() {
        return root.resolve("db");
    }

    private Path mended() {
        return root.resolve("mended");
    }

    /** As opposed to a disk that is full or does not answer, where nothing must be moved. */
    static boolean isDamage(RocksDBException e) {
        Status status = e.getStatus();
        Status.Code code = status == null ? Status.Code.Undefined : status.getCode();
        return switch (code) {
            case Corruption, NotFound, InvalidArgument, NotSupported -> true;
            case IOError ->
                String.valueOf(status == null ? null : status.getState()).contains(FILE_IS_MISSING);
            default -> false;
        };
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
