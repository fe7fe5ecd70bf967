package dev.ricochet.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * How a record lies on disk. Numbers are big-endian.
 *
 * <pre>
 * key    8  sequence: entries sort in the order in which they were accepted
 * value  1  version of this form, 1
 *        4  CRC-32C of the key and of all that follows
 *        8  when the record was accepted, Unix milliseconds
 *        2  length of the topic's name, and the name in UTF-8
 *        4  length of the record's key, and the key
 *        4  length of the record's value, and the value (Avro, with the schema's id in front, as it goes to Kafka)
 *        2  number of headers; each: 2 + name in UTF-8, 4 + value
 * </pre>
 *
 * <p>RocksDB has checksums of its own; this one also sees what it cannot: an entry that is whole but not the one that was
 * written under this key.
 */
final class EntryForm {
    static final byte VERSION = 1;
    static final int KEY_BYTES = Long.BYTES;

    private static final int CHECKED_FROM = 1 + Integer.BYTES;

    private EntryForm() {}

    /** What was read is not what was written. */
    static final class CorruptEntryException extends Exception {
        private static final long serialVersionUID = 1;

        CorruptEntryException(String why) {
            super(why);
        }
    }

    static byte[] key(long sequence) {
        return ByteBuffer.allocate(KEY_BYTES).putLong(sequence).array();
    }

    static byte[] value(Entry entry) {
        ProducerRecord<byte[], byte[]> record = entry.record();
        byte[] topic = record.topic().getBytes(UTF_8);
        Header[] headers = record.headers().toArray();
        int size = CHECKED_FROM + Long.BYTES + Short.BYTES + topic.length;
        size += Integer.BYTES + record.key().length + Integer.BYTES + record.value().length + Short.BYTES;
        for (Header header : headers) {
            size += Short.BYTES + header.key().getBytes(UTF_8).length + Integer.BYTES + header.value().length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(VERSION).putInt(0).putLong(record.timestamp());
        putShort(out, topic);
        putInt(out, record.key());
        putInt(out, record.value());
        out.putShort((short) headers.length);
        for (Header header : headers) {
            putShort(out, header.key().getBytes(UTF_8));
            putInt(out, header.value());
        }
        byte[] value = out.array();
        out.putInt(1, checksum(entry.sequence(), value));
        return value;
    }

    static Entry read(long sequence, byte[] value) throws CorruptEntryException {
        if (value.length < CHECKED_FROM || value[0] != VERSION) {
            throw new CorruptEntryException("it is not of version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        if (in.getInt(1) != checksum(sequence, value)) {
            throw new CorruptEntryException("its checksum is wrong");
        }
        try {
            in.position(CHECKED_FROM);
            long acceptedAt = in.getLong();
            String topic = new String(bytes(in, in.getShort()), UTF_8);
            byte[] recordKey = bytes(in, in.getInt());
            byte[] recordValue = bytes(in, in.getInt());
            return new Entry(
                    sequence, new ProducerRecord<>(topic, null, acceptedAt, recordKey, recordValue, headers(in)));
        } catch (BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException e) {
            throw new CorruptEntryException("it cannot be read: " + e);
        }
    }

    private static List<Header> headers(ByteBuffer in) {
        int count = in.getShort();
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = new String(bytes(in, in.getShort()), UTF_8);
            headers.add(new RecordHeader(name, bytes(in, in.getInt())));
        }
        return headers;
    }

    private static int checksum(long sequence, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(key(sequence));
        crc.update(value, CHECKED_FROM, value.length - CHECKED_FROM);
        return (int) crc.getValue();
    }

    private static void putShort(ByteBuffer out, byte[] bytes) {
        out.putShort((short) bytes.length).put(bytes);
    }

    private static void putInt(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
