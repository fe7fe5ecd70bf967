package dev.ricochet.local.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that a stream could not read or process.
 *
 * @param record as it lies in the dead letters
 * @param topic where it was read, a topic between the hops of an application too
 * @param exception class of what was thrown
 * @param message what that said
 * @param stacktrace where it was thrown
 */
public record DeadLetter(
        ConsumerRecord<byte[], byte[]> record,
        String topic,
        int partition,
        long offset,
        String exception,
        String message,
        String stacktrace) {

    /** What Kafka Streams puts before the names of its headers. */
    private static final String ERRORS = "__streams.errors.";

    /** On a record that was driven again: the dead letter that it was. */
    static final String REDRIVEN_FROM = "ricochet.redriven.from";

    /** Nothing where the record does not say where it was read: it is a {@link Mark}, or no stream wrote it. */
    static Optional<DeadLetter> of(ConsumerRecord<byte[], byte[]> record) {
        String topic = text(record.headers(), "topic");
        return topic.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeadLetter(
                        record,
                        topic,
                        (int) number(record.headers(), "partition"),
                        number(record.headers(), "offset"),
                        text(record.headers(), "exception"),
                        text(record.headers(), "message"),
                        text(record.headers(), "stacktrace")));
    }

    public DeadLetterId id() {
        return new DeadLetterId(record.partition(), record.offset());
    }

    Instant at() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The dead letter that it was before it was driven again and failed again; null where this is the first time. */
    public @Nullable String redrivenFrom() {
        Header from = record.headers().lastHeader(REDRIVEN_FROM);
        return from == null ? null : new String(from.value(), UTF_8);
    }

    /** The record as it was read, for the place where it was read; it tells that it is driven again. */
    ProducerRecord<byte[], byte[]> asRead() {
        Headers headers = new RecordHeaders();
        StreamSupport.stream(record.headers().spliterator(), false)
                .filter(header ->
                        !header.key().startsWith(ERRORS) && !header.key().equals(REDRIVEN_FROM))
                .forEach(headers::add);
        headers.add(REDRIVEN_FROM, id().toString().getBytes(UTF_8));
        return new ProducerRecord<>(topic, partition, record.timestamp(), record.key(), record.value(), headers);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(ERRORS + name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private static long number(Headers headers, String name) {
        String text = text(headers, name);
        return text.isEmpty() ? -1 : Long.parseLong(text);
    }
}
