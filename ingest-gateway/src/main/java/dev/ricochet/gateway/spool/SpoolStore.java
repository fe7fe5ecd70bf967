package dev.ricochet.gateway.spool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The entries on disk: a RocksDB whose log is synced at each append. One thread appends, another reads and deletes. */
final class SpoolStore implements AutoCloseable {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 16 * MEBIBYTE;
    private static final long MOST_LOG_BYTES = 64 * MEBIBYTE;

    static {
        RocksDB.loadLibrary();
    }

    private final Options options;
    private final RocksDB db;
    private final LRUCache cache;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions unsynced = new WriteOptions();

    /** An entry as it lies on disk. */
    static final class Raw {
        private final byte[] key;
        private final byte[] value;

        Raw(byte[] key, byte[] value) {
            this.key = key;
            this.value = value;
        }

        byte[] key() {
            return key;
        }

        byte[] value() {
            return value;
        }

        long bytes() {
            return (long) key.length + value.length;
        }
    }

    private SpoolStore(Options options, RocksDB db, LRUCache cache) {
        this.options = options;
        this.db = db;
        this.cache = cache;
    }

    /** Opens or creates it. What the mode means is told at {@link SpoolDirectory}. */
    static SpoolStore open(Path directory, WALRecoveryMode mode) throws RocksDBException {
        LRUCache cache = new LRUCache(8 * MEBIBYTE);
        Options options = options(mode, cache);
        try {
            return new SpoolStore(options, RocksDB.open(options, directory.toString()), cache);
        } catch (RocksDBException e) {
            options.close();
            cache.close();
            throw e;
        }
    }

    private static Options options(WALRecoveryMode mode, LRUCache cache) {
        return new Options()
                .setCreateIfMissing(true)
                .setWalRecoveryMode(mode)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxTotalWalSize(MOST_LOG_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache))
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(MEBIBYTE)
                .setKeepLogFileNum(2)
                .setStatsDumpPeriodSec(0);
    }

    /** Returns once all of them would survive a power cut; throws if that is not certain. */
    void append(List<Raw> entries) throws RocksDBException {
        write(entries, synced);
    }

    /** The same without waiting for the disk. */
    void appendUnsynced(List<Raw> entries) throws RocksDBException {
        write(entries, unsynced);
    }

    private void write(List<Raw> entries, WriteOptions how) throws RocksDBException {
        try (WriteBatch batch = new WriteBatch()) {
            for (Raw entry : entries) {
                batch.put(entry.key(), entry.value());
            }
            db.write(how, batch);
        }
    }

    /** The entries from this sequence on, in order. */
    List<Raw> read(long from, int most, long mostBytes) throws RocksDBException {
        List<Raw> page = new ArrayList<>();
        long bytes = 0;
        try (ReadOptions reading = new ReadOptions();
                RocksIterator entries = db.newIterator(reading)) {
            entries.seek(EntryForm.key(from));
            while (entries.isValid() && page.size() < most && bytes < mostBytes) {
                Raw entry = new Raw(entries.key(), entries.value());
                bytes += entry.bytes();
                page.add(entry);
                entries.next();
            }
            entries.status();
        }
        return page;
    }

    /**
     * Deletes what lies from one sequence up to before another. Not synced: what a crash brings back is sent twice, which
     * does no harm.
     */
    void delete(long from, long before) throws RocksDBException {
        db.deleteRange(unsynced, EntryForm.key(from), EntryForm.key(before));
    }

    /** Gives the room of deleted entries back to the disk. */
    void shrink() throws RocksDBException {
        flush();
        db.compactRange();
    }

    void flush() throws RocksDBException {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            db.flush(wait);
        }
    }

    @Override
    public void close() {
        db.close();
        synced.close();
        unsynced.close();
        options.close();
        cache.close();
    }
}
