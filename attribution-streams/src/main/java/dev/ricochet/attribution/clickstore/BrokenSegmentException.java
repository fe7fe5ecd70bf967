package dev.ricochet.attribution.clickstore;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;

/** RocksDB cannot read or write a segment. */
final class BrokenSegmentException extends ProcessorStateException {

    private static final long serialVersionUID = 1L;

    private final long day;

    BrokenSegmentException(long day, RocksDBException cause) {
        super("click segment " + day + " (days since 1970-01-01): " + cause.getMessage(), cause);
        this.day = day;
    }

    long day() {
        return day;
    }
}
