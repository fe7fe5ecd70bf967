package dev.ricochet.attribution.clickstore;

import java.util.Arrays;

/**
 * Clicks on their way into one segment, in the form in which RocksDB writes a batch to its log. Building it here takes
 * two copies of bytes a click; building it through the Java API would take a crossing into native code a click.
 *
 * <pre>{@code
 * 8 bytes sequence (set by RocksDB), 4 bytes count, little-endian; then a record a click:
 * 1 byte 0x01 (put), varint key length, key, varint value length, value
 * }</pre>
 */
final class SegmentBatch {

    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;
    private static final byte PUT = 1;
    private static final int LARGEST_VARINT = 5;

    private byte[] buffer = new byte[64 * 1024];
    private int length = HEADER;
    private int count;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    void put(ClickKey key, byte[] framed) {
        int valueSize = ClickValue.size(framed);
        ensure(1 + 1 + ClickKey.BYTES + LARGEST_VARINT + valueSize);
        buffer[length++] = PUT;
        buffer[length++] = ClickKey.BYTES;
        key.writeTo(buffer, length);
        length += ClickKey.BYTES;
        writeVarint(valueSize);
        ClickValue.write(framed, buffer, length);
        length += valueSize;
        count++;
        if (key.isOfVisitor()) {
            index(key);
        }
        firstMillis = Math.min(firstMillis, key.millis());
        lastMillis = Math.max(lastMillis, key.millis());
    }

    /** An empty record beside the click, by which its visitor's path is found. */
    private void index(ClickKey key) {
        ensure(1 + 1 + VisitorIndex.ENTRY_BYTES + 1);
        buffer[length++] = PUT;
        buffer[length++] = VisitorIndex.ENTRY_BYTES;
        VisitorIndex.writeEntry(key, buffer, length);
        length += VisitorIndex.ENTRY_BYTES;
        buffer[length++] = 0;
        count++;
    }

    int count() {
        return count;
    }

    /** False if a click of that time cannot be in here: then a look-up need not wait for the batch. */
    boolean mayHold(ClickKey key) {
        return key.millis() >= firstMillis && key.millis() <= lastMillis;
    }

    /** Everything put since the last call. */
    byte[] drain() {
        for (int i = 0; i < 4; i++) {
            buffer[COUNT_AT + i] = (byte) (count >>> (8 * i));
        }
        byte[] batch = Arrays.copyOf(buffer, length);
        length = HEADER;
        count = 0;
        firstMillis = Long.MAX_VALUE;
        lastMillis = Long.MIN_VALUE;
        return batch;
    }

    private void writeVarint(int value) {
        int rest = value;
        while (rest >= 0x80) {
            buffer[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
