package dev.ricochet.attribution.clickstore;

import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The clicks of one day: a RocksDB of their own, so that a day is forgotten by deleting a directory.
 *
 * <p>The store's thread puts and looks up. Flushing and filling the day again happen on other threads, beside it: RocksDB
 * allows that, as long as nobody closes it meanwhile.
 */
final class Segment implements AutoCloseable {

    static final int BATCH = 1_000;

    private final long day;
    private final Options options;
    private final RocksDB db;
    private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
    private final SegmentBatch pending = new SegmentBatch();
    // Shared by those who use RocksDB, exclusive for who closes it.
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private volatile boolean closed;
    private volatile boolean inMemory;

    private Segment(long day, Options options, RocksDB db) {
        this.day = day;
        this.options = options;
        this.db = db;
    }

    /**
     * Opens or creates a segment.
     *
     * @param sequence the sequence number that it had reached; 0 for one that may not be there
     * @throws DamagedSegmentException if what is on disk cannot be opened, or is less than there was
     */
    static Segment open(long day, Path directory, ClickStoreMemory memory, long sequence) {
        Options options = memory.options().setCreateIfMissing(sequence == 0);
        try {
            Segment segment = new Segment(day, options, RocksDB.open(options, directory.toString()));
            long reached = segment.db.getLatestSequenceNumber();
            if (reached < sequence) {
                segment.close();
                throw new DamagedSegmentException(
                        day, "it ends at write " + reached + ", and there were " + sequence, null);
            }
            return segment;
        } catch (RocksDBException failure) {
            options.close();
            throw DamagedSegmentException.of(day, failure);
        }
    }

    long day() {
        return day;
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
        } catch (RocksDBException failure) {
            throw DamagedSegmentException.of(day, failure);
        }
    }

    /** Over all that was put; whoever asks closes it before the segment. */
    RocksIterator iterator() {
        write();
        return db.newIterator();
    }

    /** Hands the pending clicks to RocksDB. */
    void write() {
        if (pending.count() > 0) {
            write(pending);
        }
    }

    /** Hands over a batch of another thread; returns false if the segment is closed. */
    boolean write(SegmentBatch clicks) {
        Lock open = life.readLock();
        open.lock();
        try (WriteBatch batch = new WriteBatch(clicks.drain())) {
            if (closed) {
                return false;
            }
            db.write(withoutLog, batch);
            inMemory = true;
            return true;
        } catch (RocksDBException failure) {
            throw DamagedSegmentException.of(day, failure);
        } finally {
            open.unlock();
        }
    }

    /** True if something was put that may not be on disk. */
    boolean isDirty() {
        return inMemory || pending.count() > 0;
    }

    /** How many writes there have been in its life. */
    long sequence() {
        return db.getLatestSequenceNumber();
    }

    /** Returns when all that was written is on disk; does nothing if the segment is closed. */
    void flush() {
        Lock open = life.readLock();
        open.lock();
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            if (!closed && inMemory) {
                // Before, so that what is written meanwhile is flushed the next time.
                inMemory = false;
                db.flush(wait);
            }
        } catch (RocksDBException failure) {
            inMemory = true;
            throw DamagedSegmentException.of(day, failure);
        } finally {
            open.unlock();
        }
    }

    /** Closes without flushing: what is only in memory is lost, as after a crash. */
    @Override
    public void close() {
        Lock alone = life.writeLock();
        alone.lock();
        try {
            if (!closed) {
                closed = true;
                withoutLog.close();
                db.close();
                options.close();
            }
        } finally {
            alone.unlock();
        }
    }
}
