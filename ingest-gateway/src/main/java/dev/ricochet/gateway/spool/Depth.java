package dev.ricochet.gateway.spool;

/** What waits in the spool. */
final class Depth {
    private static final double MILLIS_PER_SECOND = 1_000;

    private long records;
    private long bytes;
    private long oldestAcceptedAt;

    synchronized void set(long waitingRecords, long waitingBytes) {
        records = waitingRecords;
        bytes = waitingBytes;
    }

    /** @param acceptedAt of the first of them, Unix milliseconds */
    synchronized void added(long addedRecords, long addedBytes, long acceptedAt) {
        if (records == 0) {
            oldestAcceptedAt = acceptedAt;
        }
        records += addedRecords;
        bytes += addedBytes;
    }

    synchronized void removed(long removedRecords, long removedBytes) {
        records = Math.max(0, records - removedRecords);
        bytes = Math.max(0, bytes - removedBytes);
    }

    /** The next to be replayed was accepted then. */
    synchronized void oldest(long acceptedAt) {
        oldestAcceptedAt = acceptedAt;
    }

    synchronized long records() {
        return records;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Zero where nothing waits. */
    synchronized double oldestAgeSeconds(long nowMillis) {
        return records == 0 ? 0 : Math.max(0, nowMillis - oldestAcceptedAt) / MILLIS_PER_SECOND;
    }
}
