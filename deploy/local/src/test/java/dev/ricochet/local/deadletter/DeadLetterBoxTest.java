package dev.ricochet.local.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.topic.Topics;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterBoxTest {

    private final DeadLetterBox box = new DeadLetterBox();

    @Test
    void shouldTellWhereAndWhyARecordWasGivenUp() {
        box.add(letterAt(7, "key", "value"));

        assertThat(box.waiting()).singleElement().satisfies(letter -> {
            assertThat(letter.id()).hasToString("0-7");
            assertThat(letter.topic()).isEqualTo("ricochet.matched-postbacks.v1");
            assertThat(letter.partition()).isEqualTo(3);
            assertThat(letter.offset()).isEqualTo(42);
            assertThat(letter.exception()).isEqualTo("java.lang.ArithmeticException");
            assertThat(letter.message()).isEqualTo("too much");
            assertThat(letter.redrivenFrom()).isNull();
        });
    }

    @Test
    void shouldDriveARecordToWhereItWasReadWithKeyValueAndItsOwnHeadersUnchanged() {
        box.add(letterAt(7, "key", "value"));

        ProducerRecord<byte[], byte[]> driven = box.waiting().get(0).asRead();

        assertThat(driven.topic()).isEqualTo("ricochet.matched-postbacks.v1");
        assertThat(driven.partition()).isEqualTo(3);
        assertThat(driven.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(driven.value()).isEqualTo("value".getBytes(UTF_8));
        assertThat(driven.headers())
                .extracting(h -> h.key() + "=" + new String(h.value(), UTF_8))
                .containsExactly("traceparent=00-ab", "ricochet.redriven.from=0-7");
    }

    @Test
    void shouldNotOfferAgainWhatWasDriven() {
        box.add(letterAt(7, "key", "value"));
        box.add(letterAt(8, "key", "value"));

        box.add(asRead(Mark.of(box.waiting().get(0)), 9));

        assertThat(box.waiting()).extracting(DeadLetter::id).containsExactly(new DeadLetterId(0, 8));
        assertThat(box.all()).hasSize(2);
        assertThat(box.redrivenAt(new DeadLetterId(0, 7))).isNotNull();
        assertThat(box.redrivenAt(new DeadLetterId(0, 8))).isNull();
    }

    @Test
    void shouldTellOfARecordThatFailedAgainWhatItWasBefore() {
        ConsumerRecord<byte[], byte[]> again = letterAt(9, "key", "value");
        again.headers().add(DeadLetter.REDRIVEN_FROM, "0-7".getBytes(UTF_8));
        box.add(again);

        DeadLetter letter = box.waiting().get(0);

        assertThat(letter.redrivenFrom()).isEqualTo("0-7");
        assertThat(letter.asRead().headers().headers(DeadLetter.REDRIVEN_FROM))
                .extracting(h -> new String(h.value(), UTF_8))
                .containsExactly("0-9");
    }

    @Test
    void shouldReadIds() {
        assertThat(DeadLetterId.parse("3-1700")).contains(new DeadLetterId(3, 1700));
        assertThat(DeadLetterId.parse("3:1700")).isEqualTo(Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> letterAt(long offset, String key, String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-ab".getBytes(UTF_8));
        headers.add("__streams.errors.topic", "ricochet.matched-postbacks.v1".getBytes(UTF_8));
        headers.add("__streams.errors.partition", "3".getBytes(UTF_8));
        headers.add("__streams.errors.offset", "42".getBytes(UTF_8));
        headers.add("__streams.errors.exception", "java.lang.ArithmeticException".getBytes(UTF_8));
        headers.add("__streams.errors.message", "too much".getBytes(UTF_8));
        headers.add("__streams.errors.stacktrace", "at somewhere".getBytes(UTF_8));
        return record(offset, key.getBytes(UTF_8), value.getBytes(UTF_8), headers);
    }

    private static ConsumerRecord<byte[], byte[]> asRead(ProducerRecord<byte[], byte[]> written, long offset) {
        return record(offset, written.key(), written.value(), new RecordHeaders(written.headers()));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, byte[] key, byte[] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                Topics.DEAD_LETTERS.name(),
                0,
                offset,
                1_000L * offset,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }
}
