package dev.ricochet.schemas.serde;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are no record of their topic: not in Confluent's wire format, of a schema that the registry does not know, of a
 * schema that cannot be read, cut off, or followed by something else. Reading them again gives the same; they belong on the
 * dead-letter topic. A registry that does not answer is a {@link RegistryUnavailableException} instead.
 */
public class RecordFormatException extends SerializationException {

    private static final long serialVersionUID = 1L;

    public RecordFormatException(String message) {
        super(message);
    }

    public RecordFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    RecordFormatException at(ConsumerRecord<?, ?> record) {
        return new RecordFormatException(
                getMessage() + ", at partition " + record.partition() + " offset " + record.offset(), getCause());
    }
}
