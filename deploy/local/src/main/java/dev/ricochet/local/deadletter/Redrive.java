package dev.ricochet.local.deadletter;

import dev.ricochet.kit.kafka.KafkaConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Drives dead letters again: each goes back where it was read, and is marked, in one transaction. */
public final class Redrive {

    /** One at a time, whoever starts another: the later one fences the earlier. */
    private static final String TRANSACTIONAL_ID = "ricochet-redrive";

    /** Letters of one transaction. */
    private static final int BATCH = 500;

    private Redrive() {}

    /**
     * Drives those that wait and are meant, the oldest first.
     *
     * @param meant which of them
     * @param most how many at most
     * @return what was driven
     * @throws IOException when somebody else began to drive meanwhile; what was driven until then is marked
     */
    public static List<DeadLetter> of(KafkaConnection kafka, Predicate<DeadLetter> meant, int most) throws IOException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            // Before the letters are read: who drives after that is fenced, and who drove before has marked.
            producer.initTransactions();
            List<DeadLetter> chosen = DeadLetterTopic.read(kafka).waiting().stream()
                    .filter(meant)
                    .limit(most)
                    .toList();
            for (int from = 0; from < chosen.size(); from += BATCH) {
                drive(producer, chosen.subList(from, Math.min(from + BATCH, chosen.size())));
            }
            return new ArrayList<>(chosen);
        } catch (ProducerFencedException overtaken) {
            throw new IOException("somebody else drives dead letters now; look at the list again", overtaken);
        }
    }

    private static void drive(KafkaProducer<byte[], byte[]> producer, List<DeadLetter> letters) {
        producer.beginTransaction();
        for (DeadLetter letter : letters) {
            send(producer, letter.asRead());
            send(producer, Mark.of(letter));
        }
        // Fails with what any of the sends failed with.
        producer.commitTransaction();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    private static Map<String, Object> config(KafkaConnection kafka) {
        Map<String, Object> config = new HashMap<>(kafka.producer(TRANSACTIONAL_ID));
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        return config;
    }
}
