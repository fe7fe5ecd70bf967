package dev.ricochet.schemas.serde;

import dev.ricochet.schemas.topic.Topic;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads one topic's values, by whichever compatible schema they were written. Safe for use by many threads. */
public final class RecordDecoder<V extends SpecificRecord> {

    private final Topic<V> topic;
    private final RecordCodec<V> codec;

    RecordDecoder(Topic<V> topic, RecordCodec<V> codec) {
        this.topic = topic;
        this.codec = codec;
    }

    /**
     * The record in a value of the topic.
     *
     * @throws RecordFormatException naming topic and schema id, when the bytes are no such record
     * @throws RegistryUnavailableException when the schema is new and the registry does not answer
     */
    public V decode(byte[] value) {
        if (value.length < WireFormat.HEADER_BYTES || value[0] != WireFormat.MAGIC) {
            throw new RecordFormatException("a value of " + topic.name()
                    + " is not in the registry's wire format (a zero, four bytes of schema id, Avro): "
                    + (value.length < WireFormat.HEADER_BYTES
                            ? "it has " + value.length + " bytes"
                            : "its first byte is " + value[0]));
        }
        int id = WireFormat.schemaId(value);
        try {
            return Binary.ofThread().decode(value, WireFormat.HEADER_BYTES, codec.reader(id));
        } catch (RecordFormatException | RegistryUnavailableException known) {
            throw known;
        } catch (IOException | RuntimeException broken) {
            throw new RecordFormatException(
                    "a value of " + topic.name() + " with schema id " + id + " is no "
                            + codec.schema().getFullName() + ": " + broken,
                    broken);
        }
    }

    /** The value of a record that is no tombstone; an error names the record's partition and offset too. */
    public V decode(ConsumerRecord<?, byte[]> record) {
        try {
            return decode(record.value());
        } catch (RecordFormatException broken) {
            throw broken.at(record);
        }
    }
}
