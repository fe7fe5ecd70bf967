package dev.ricochet.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.NoSuchElementException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes for state stores and for topics inside one application: Avro's single-object encoding (two marker bytes, the CRC-64-AVRO
 * fingerprint of the schema, the record). Needs no registry. What an older version of the program wrote is read by its released
 * schema, so a store outlives an upgrade.
 */
public final class StateSerde<V extends SpecificRecord> {

    private static final int HEADER_BYTES = 10;
    private static final int MARKER = 0x01C3;

    private final RecordCodec<V> codec;
    private final long fingerprint;
    private final byte[] header;
    private final ReleasedSchemas released;

    private StateSerde(Class<V> type, ReleasedSchemas released) {
        this.codec = new RecordCodec<>(type, this::writtenBy);
        this.fingerprint = SchemaNormalization.parsingFingerprint64(codec.schema());
        this.header = ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) MARKER)
                .putLong(fingerprint)
                .array();
        this.released = released;
    }

    /** Reads and writes records of this class. */
    public static <V extends SpecificRecord> Serde<V> of(Class<V> type) {
        return of(type, ReleasedSchemas.onClassPath());
    }

    static <V extends SpecificRecord> Serde<V> of(Class<V> type, ReleasedSchemas released) {
        StateSerde<V> state = new StateSerde<>(type, released);
        return Serdes.serdeFrom(
                (name, value) -> value == null ? null : state.encode(value),
                (name, bytes) -> bytes == null ? null : state.decode(name, bytes));
    }

    private byte[] encode(V record) {
        try {
            return Binary.ofThread().encode(header, record, codec.writer());
        } catch (IOException | RuntimeException invalid) {
            throw new SerializationException(
                    "a " + codec.schema().getFullName() + " could not be written: " + invalid.getMessage(), invalid);
        }
    }

    private V decode(String topic, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER_BYTES || buffer.getShort() != MARKER) {
            throw new RecordFormatException("a value of " + topic + " is not in Avro's single-object encoding");
        }
        long writtenBy = buffer.getLong();
        try {
            return Binary.ofThread().decode(bytes, HEADER_BYTES, codec.reader(writtenBy));
        } catch (IOException | RuntimeException broken) {
            throw new RecordFormatException(
                    "a value of " + topic + " with schema fingerprint " + Long.toHexString(writtenBy) + " is no "
                            + codec.schema().getFullName() + " that can be read: " + broken,
                    broken);
        }
    }

    private Schema writtenBy(long written) {
        if (written == fingerprint) {
            return codec.schema();
        }
        return released.withFingerprint(codec.schema().getFullName(), written)
                .orElseThrow(
                        () -> new NoSuchElementException("that is neither this program's schema nor a released one; "
                                + "was it written by an unreleased build?"));
    }
}
