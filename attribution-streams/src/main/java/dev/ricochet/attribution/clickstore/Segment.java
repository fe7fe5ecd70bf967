package dev.ricochet.attribution.clickstore;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The clicks of one day: a RocksDB of their own, so that a day is forgotten by deleting a directory. */
final class Segment implements AutoCloseable {

    static final int BATCH = 1_000;

    private final long day;
    private final Options options;
    private final RocksDB db;
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final SegmentBatch pending = new SegmentBatch();
    private boolean inMemory;

    private Segment(long day, Options options, RocksDB db) {
        this.day = day;
        this.options = options;
        this.db = db;
    }

    /**
     * Opens or creates a segment.
     *
     * @throws BrokenSegmentException if what is on disk cannot be opened
     */
    static Segment open(long day, Path directory, ClickStoreMemory memory) {
        Options options = memory.options();
        try {
            return new Segment(day, options, RocksDB.open(options, directory.toString()));
        } catch (RocksDBException broken) {
            options.close();
            throw new BrokenSegmentException(day, broken);
        }
    }

    /** Adds a click; returns true if it filled the batch, which then was written. */
    boolean put(ClickKey key, byte[] framed) {
        pending.put(key, framed);
        if (pending.count() < BATCH) {
            return false;
        }
        write();
        return true;
    }

    /** The stored form of a click, or null. */
    byte @Nullable [] get(ClickKey key) {
        if (pending.mayHold(key)) {
            write();
        }
        try {
            return db.get(key.toBytes());
        } catch (RocksDBException broken) {
            throw new BrokenSegmentException(day, broken);
        }
    }

    /** Over all that was put; whoever asks closes it before the segment. */
    RocksIterator iterator() {
        write();
        return db.newIterator();
    }

    /** Hands the pending clicks to RocksDB. */
    void write() {
        if (pending.count() == 0) {
            return;
        }
        try (WriteBatch batch = new WriteBatch(pending.drain())) {
            db.write(withoutLog, batch);
            inMemory = true;
        } catch (RocksDBException broken) {
            throw new BrokenSegmentException(day, broken);
        }
    }

    /** Returns when all that was put is on disk. */
    void flush() {
        write();
        if (!inMemory) {
            return;
        }
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            db.flush(wait);
            inMemory = false;
        } catch (RocksDBException broken) {
            throw new BrokenSegmentException(day, broken);
        }
    }

    /** Closes without flushing: what is only in memory is lost, as after a crash. */
    @Override
    public void close() {
        withoutLog.close();
        db.close();
        options.close();
    }
}
