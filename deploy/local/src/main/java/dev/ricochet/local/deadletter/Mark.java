package dev.ricochet.local.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.schemas.topic.Topics;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A note among the dead letters that one of them was driven again: its key, no value, and a header that names it. */
final class Mark {

    private static final String REDRIVEN = "ricochet.redriven";

    private Mark() {}

    /** In the partition of the letter, so that it is kept no shorter. */
    static ProducerRecord<byte[], byte[]> of(DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(REDRIVEN, letter.id().toString().getBytes(UTF_8));
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                letter.id().partition(),
                letter.record().key(),
                null,
                headers);
    }

    /** The letter that the record marks; nothing where it is no mark. */
    static Optional<DeadLetterId> in(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(REDRIVEN);
        return header == null ? Optional.empty() : DeadLetterId.parse(new String(header.value(), UTF_8));
    }
}
