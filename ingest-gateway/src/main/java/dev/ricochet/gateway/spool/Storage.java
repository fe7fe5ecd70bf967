package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.metrics.SpoolMeters;
import dev.ricochet.gateway.spool.SpoolStore.Raw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries, through the troubles of their disk. The writer's thread appends and heals, the replay's thread reads and
 * removes.
 *
 * <p>After a failed write nothing more is appended: whether RocksDB could go on depends on where it failed, so it is closed
 * and opened again, once the disk has shown that it takes as much as opening needs. Reading goes on until then.
 */
final class Storage implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Storage.class);
    private static final int SCAN_ENTRIES = 2_000;
    private static final long SCAN_BYTES = 4L << 20;
    private static final long SPARE_BYTES = 1L << 20;
    private static final long SHRINK_AFTER_BYTES = 64L << 20;

    private final SpoolDirectory directory;
    private final SpoolMeters meters;
    private final Depth depth = new Depth();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private @Nullable SpoolStore store;
    private volatile @Nullable Exception trouble;

    /** The next to be appended; before the first opening it is not known. */
    private volatile long next = 1;

    /** All before it were removed, or are to be. */
    private volatile long floor;

    private long removedFrom;
    private long removedBytes;

    Storage(SpoolDirectory directory, SpoolMeters meters) {
        this.directory = directory;
        this.meters = meters;
    }

    Depth depth() {
        return depth;
    }

    /** Whether entries can be appended, as far as is known. */
    boolean isTaking() {
        return trouble == null;
    }

    /** Why not. */
    @Nullable Exception trouble() {
        return trouble;
    }

    /** Opens it, or notes why it could not be opened, for {@link #heal}. */
    void open() {
        lock.writeLock().lock();
        try {
            adopt(directory.open());
        } catch (RocksDBException | IOException e) {
            note(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Tries to put an end to the trouble; call it now and then while there is any. */
    void heal() {
        Exception ill = trouble;
        if (ill == null) {
            return;
        }
        lock.writeLock().lock();
        try {
            boolean damaged = ill instanceof RocksDBException e && SpoolDirectory.isDamage(e);
            boolean empty = store != null && floor >= next;
            if (!empty && !directory.hasRoomFor(directory.logBytes() + SPARE_BYTES)) {
                return;
            }
            closeStore();
            if (empty && !damaged) {
                // It may be what fills the disk, and has nothing that is still needed.
                directory.clear();
            }
            adopt(damaged ? directory.mend(ill) : directory.open());
            log.atWarn().addKeyValue("records", depth.records()).log("The spool takes records again");
        } catch (RocksDBException | IOException e) {
            note(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void adopt(SpoolDirectory.Opened opened) throws RocksDBException {
        SpoolStore fresh = opened.store();
        try {
            removedFrom = 0;
            if (floor > 0) {
                fresh.delete(0, floor);
            }
            count(fresh, opened.mended());
        } catch (RocksDBException e) {
            fresh.close();
            throw e;
        }
        store = fresh;
        trouble = null;
    }

    private void count(SpoolStore fresh, boolean mended) throws RocksDBException {
        long records = 0;
        long bytes = 0;
        long expected = -1;
        long missing = 0;
        long from = 0;
        List<Raw> page = fresh.read(from, SCAN_ENTRIES, SCAN_BYTES);
        while (!page.isEmpty()) {
            for (Raw raw : page) {
                long sequence = sequenceOf(raw);
                missing += expected < 0 ? 0 : Math.max(0, sequence - expected);
                expected = sequence + 1;
                records++;
                bytes += raw.bytes();
            }
            from = expected;
            page = fresh.read(from, SCAN_ENTRIES, SCAN_BYTES);
        }
        next = Math.max(Math.max(next, floor), expected);
        depth.set(records, bytes);
        if (mended && missing > 0) {
            meters.corrupt(missing);
            log.atError().addKeyValue("records", missing).log("Records of the spool are lost");
        }
    }

    /**
     * Returns when all of them are on disk.
     *
     * @return the sequence of the first; the others follow it one by one
     */
    long append(List<ProducerRecord<byte[], byte[]>> records) throws RocksDBException {
        lock.readLock().lock();
        try {
            SpoolStore open = opened();
            long first = next;
            long sequence = first;
            long bytes = 0;
            List<Raw> entries = new ArrayList<>(records.size());
            for (ProducerRecord<byte[], byte[]> record : records) {
                Raw entry = new Raw(EntryForm.key(sequence), EntryForm.value(new Entry(sequence, record)));
                entries.add(entry);
                bytes += entry.bytes();
                sequence++;
            }
            // Counted before the replay can see them, or it might take them off first.
            depth.added(records.size(), bytes, records.get(0).timestamp());
            try {
                open.append(entries);
            } catch (RocksDBException e) {
                depth.removed(records.size(), bytes);
                throw e;
            }
            next = sequence;
            return first;
        } catch (RocksDBException e) {
            note(e);
            throw e;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What comes next, from this sequence on; empty also while the disk does not let it read. */
    List<Raw> read(long from, int most, long mostBytes) {
        if (from >= next) {
            return List.of();
        }
        lock.readLock().lock();
        try {
            return store == null ? List.of() : store.read(from, most, mostBytes);
        } catch (RocksDBException e) {
            note(e);
            return List.of();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Removes all before this sequence; where the disk does not let it, they are removed later. */
    void remove(long before, long records, long bytes) {
        lock.readLock().lock();
        try {
            // Not before the lock is held: a healing that runs just now counts what lies behind the floor.
            floor = before;
            depth.removed(records, bytes);
            removedBytes += bytes;
            if (store != null && trouble == null) {
                store.delete(removedFrom, before);
                removedFrom = before;
                if (removedBytes > SHRINK_AFTER_BYTES && before >= next) {
                    removedBytes = 0;
                    store.shrink();
                }
            }
        } catch (RocksDBException e) {
            note(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Moves what is in the log into tables, for tests that damage tables. */
    void flush() throws RocksDBException {
        lock.readLock().lock();
        try {
            opened().flush();
        } finally {
            lock.readLock().unlock();
        }
    }

    private SpoolStore opened() throws RocksDBException {
        if (store == null) {
            throw new RocksDBException("the spool is closed: " + trouble);
        }
        return store;
    }

    private void note(Exception e) {
        Exception before = trouble;
        // Damage outweighs: it is healed in another way.
        boolean damagedBefore = before instanceof RocksDBException known && SpoolDirectory.isDamage(known);
        if (!damagedBefore) {
            trouble = e;
        }
        if (before == null) {
            log.atError().setCause(e).log("The spool's disk fails; it takes nothing until it can be written again");
        }
    }

    /** A key that is not one of ours is found out by the entry's checksum, which covers it. */
    static long sequenceOf(Raw raw) {
        return ByteBuffer.wrap(Arrays.copyOf(raw.key(), EntryForm.KEY_BYTES)).getLong();
    }

    private void closeStore() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.writeLock().lock();
        try {
            closeStore();
        } finally {
            lock.writeLock().unlock();
        }
        directory.close();
    }
}
