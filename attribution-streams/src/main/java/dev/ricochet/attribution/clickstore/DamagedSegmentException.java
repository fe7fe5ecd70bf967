package dev.ricochet.attribution.clickstore;

import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** A segment has lost clicks, or cannot tell whether it has: its day must be read again. */
final class DamagedSegmentException extends ProcessorStateException {

    private static final long serialVersionUID = 1L;

    private final long day;

    DamagedSegmentException(long day, String what, @Nullable Throwable cause) {
        super("click segment " + day + " (days since 1970-01-01) is damaged: " + what, cause);
        this.day = day;
    }

    /**
     * What RocksDB's refusal means: damage, if a file is broken or gone; otherwise (a full disk, too many open files) a
     * trouble of the machine, in which reading the day again would help nobody.
     */
    static ProcessorStateException of(long day, RocksDBException failure) {
        return isDamage(failure)
                ? new DamagedSegmentException(day, String.valueOf(failure.getMessage()), failure)
                : new ProcessorStateException(
                        "click segment " + day + " (days since 1970-01-01) cannot be used: " + failure.getMessage(),
                        failure);
    }

    private static boolean isDamage(RocksDBException failure) {
        Status status = failure.getStatus();
        if (status == null) {
            return false;
        }
        return switch (status.getCode()) {
            case Corruption, NotFound -> true;
            // The file that names the manifest is gone.
            case InvalidArgument -> String.valueOf(failure.getMessage()).contains("does not exist");
            case IOError -> String.valueOf(failure.getMessage()).contains("No such file or directory");
            default -> false;
        };
    }

    long day() {
        return day;
    }
}
