package dev.ricochet.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.serde.RegistryUnavailableException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler.Result;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class UnreadableRecordsTest {

    private static final ConsumerRecord<byte[], byte[]> RECORD =
            new ConsumerRecord<>("ricochet.postbacks.v1", 0, 7, new byte[0], new byte[] {1});

    private final UnreadableRecords handler = new UnreadableRecords();

    @Test
    void shouldStopRatherThanLoseARecordThatOnlyTheRegistryKeepsFromBeingRead() {
        Exception wrapped = new SerializationException(
                new RegistryUnavailableException("no answer", new IOException("connection refused")));

        assertThat(resultFor(wrapped)).isEqualTo(Result.FAIL);
    }

    @Test
    void shouldGoOnPastBytesThatAreNoRecord() {
        assertThat(resultFor(new SerializationException("magic byte is 1"))).isEqualTo(Result.RESUME);
    }

    private Result resultFor(Exception fault) {
        DefaultErrorHandlerContext context = new DefaultErrorHandlerContext(
                null,
                RECORD.topic(),
                RECORD.partition(),
                RECORD.offset(),
                RECORD.headers(),
                "postbacks",
                new TaskId(0, 0),
                RECORD.timestamp(),
                RECORD.key(),
                RECORD.value());
        return handler.handleError(context, RECORD, fault).result();
    }
}
