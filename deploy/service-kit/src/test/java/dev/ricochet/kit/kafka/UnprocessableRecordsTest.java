package dev.ricochet.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Result;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnprocessableRecordsTest {

    private static final Record<String, String> A_RECORD = new Record<>("key", "value", 0);

    private final UnprocessableRecords handler = new UnprocessableRecords();

    @BeforeEach
    void configure() {
        handler.configure(Map.of(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                "dead-letters",
                UnprocessableRecords.STORED_TOPICS,
                "clicks,impressions"));
    }

    @Test
    void shouldSendARecordThatNoCodeWasWrittenForToTheDeadLettersAsItWasRead() {
        Response response = handler.handleError(from("postbacks"), A_RECORD, new IllegalArgumentException("too much"));

        assertThat(response.result()).isEqualTo(Result.RESUME);
        assertThat(response.deadLetterQueueRecords()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("dead-letters");
            assertThat(letter.key()).isEqualTo("raw key".getBytes(UTF_8));
            assertThat(letter.value()).isEqualTo("raw value".getBytes(UTF_8));
            assertThat(letter.headers().lastHeader("__streams.errors.message").value())
                    .isEqualTo("too much".getBytes(UTF_8));
        });
    }

    @Test
    void shouldStopWhereTheFaultIsNotTheRecords() {
        assertThat(resultOf(new InvalidStateStoreException("closed"))).isEqualTo(Result.FAIL);
        assertThat(resultOf(new IllegalStateException(new UncheckedIOException(new NoSuchFileException("disk")))))
                .isEqualTo(Result.FAIL);
    }

    @Test
    void shouldStopWhereATimerFailedThatNoRecordStandsBehind() {
        Response response = handler.handleError(from("postbacks"), null, new IllegalArgumentException());

        assertThat(response.result()).isEqualTo(Result.FAIL);
    }

    @Test
    void shouldStopWhereTheRecordIsOnlyStored() {
        Response response = handler.handleError(from("clicks"), A_RECORD, new IllegalArgumentException());

        assertThat(response.result()).isEqualTo(Result.FAIL);
    }

    @Test
    void shouldStopBeforeATopicDrainsIntoTheDeadLetters() {
        for (int i = 0; i < UnprocessableRecords.MOST_A_MINUTE; i++) {
            assertThat(resultOf(new NullPointerException())).isEqualTo(Result.RESUME);
        }

        assertThat(resultOf(new NullPointerException())).isEqualTo(Result.FAIL);
    }

    private Result resultOf(Exception failure) {
        return handler.handleError(from("postbacks"), A_RECORD, failure).result();
    }

    private static ErrorHandlerContext from(String topic) {
        return new DefaultErrorHandlerContext(
                null,
                topic,
                3,
                17,
                new RecordHeaders(),
                "ledger",
                new TaskId(0, 3),
                0,
                "raw key".getBytes(UTF_8),
                "raw value".getBytes(UTF_8));
    }
}
