package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.spool.SpoolStore.Raw;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one table file from its first entry to its last, around damaged blocks. Keys are sequences without gaps, so the first
 * entry after a damaged block is found by trying keys: ever larger steps until one can be read, then back by halves.
 */
final class TableReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TableReader.class);
    private static final int LARGEST_STEP_BITS = 40;

    private final Path table;
    private final Options options = new Options();
    private final ReadOptions reading = new ReadOptions();
    private final SstFileReader reader = new SstFileReader(options);
    private final SstFileReaderIterator entries;
    private long last;

    private TableReader(Path table) throws RocksDBException {
        this.table = table;
        reader.open(table.toString());
        this.entries = reader.newIterator(reading);
        entries.seekToFirst();
    }

    static TableReader open(Path table) throws RocksDBException {
        return new TableReader(table);
    }

    /** Null after the last. */
    @Nullable Raw next() {
        if (!entries.isValid() && isDamaged()) {
            skip();
        }
        if (!entries.isValid()) {
            return null;
        }
        Raw entry = new Raw(entries.key(), entries.value());
        if (entry.key().length == EntryForm.KEY_BYTES) {
            last = ByteBuffer.wrap(entry.key()).getLong();
        }
        entries.next();
        return entry;
    }

    private void skip() {
        long unreadable = last;
        long readable = -1;
        for (int bits = 0; bits <= LARGEST_STEP_BITS && readable < 0; bits++) {
            long tried = last + (1L << bits);
            if (isReadable(tried)) {
                readable = tried;
            } else {
                unreadable = tried;
            }
        }
        while (readable - unreadable > 1) {
            long middle = unreadable + (readable - unreadable) / 2;
            if (isReadable(middle)) {
                readable = middle;
            } else {
                unreadable = middle;
            }
        }
        log.atError()
                .addKeyValue("file", table)
                .addKeyValue("after_sequence", last)
                .addKeyValue("up_to_sequence", readable < 0 ? null : unreadable)
                .log("A block of the spool is damaged, the entries in it are lost");
        if (readable >= 0) {
            isReadable(readable);
        }
    }

    /** Moves there; also true where nothing comes after. */
    private boolean isReadable(long sequence) {
        entries.seek(EntryForm.key(sequence));
        return !isDamaged();
    }

    private boolean isDamaged() {
        try {
            entries.status();
            return false;
        } catch (RocksDBException damage) {
            return true;
        }
    }

    @Override
    public void close() {
        entries.close();
        reader.close();
        reading.close();
        options.close();
    }
}
