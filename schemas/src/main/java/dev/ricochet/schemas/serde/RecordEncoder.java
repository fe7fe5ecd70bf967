package dev.ricochet.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Writes records of one schema in the Confluent wire format. */
final class RecordEncoder<V extends SpecificRecord> {

    private final RecordCodec<V> codec;
    private final byte[] header;

    RecordEncoder(RecordCodec<V> codec, int schemaId) {
        this.codec = codec;
        this.header = ByteBuffer.allocate(WireFormat.HEADER_BYTES)
                .put(WireFormat.MAGIC)
                .putInt(schemaId)
                .array();
    }

    byte[] encode(V record) {
        try {
            return Binary.ofThread().encode(header, record, codec.writer());
        } catch (IOException | RuntimeException invalid) {
            // The record itself may hold secrets; Avro's message names the field.
            throw new SerializationException(
                    "a " + codec.schema().getFullName() + " could not be written: " + invalid.getMessage(), invalid);
        }
    }
}
