package dev.ricochet.bench.match;

import dev.ricochet.bench.SampleClicks;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the same clicks to two topics: under our ids, and under random ones for the baseline. */
final class ClickLoad {

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int ID_LENGTH = 32;

    private final String bootstrapServers;
    private final Serializer<Click> serializer;
    private final ClickIds ids;
    private final SplittableRandom random = new SplittableRandom(1);

    ClickLoad(String bootstrapServers, RecordSerdes serdes, ClickIds ids) {
        this.bootstrapServers = bootstrapServers;
        this.serializer = serdes.of(Topics.CLICKS).serializer();
        this.ids = ids;
    }

    /** @param clicks how many; a click each millisecond, the last one now */
    void write(int clicks, String randomIdTopic) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        long first = System.currentTimeMillis() - clicks;
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < clicks; i++) {
                Instant at = Instant.ofEpochMilli(first + i);
                send(producer, Topics.CLICKS.name(), ids.mint(at), at, failure);
                send(producer, randomIdTopic, randomId(), at, failure);
            }
            producer.flush();
        }
        Exception lost = failure.get();
        if (lost != null) {
            throw lost;
        }
    }

    private void send(
            KafkaProducer<String, byte[]> producer,
            String topic,
            String id,
            Instant at,
            AtomicReference<Exception> failure) {
        byte[] value = serializer.serialize(Topics.CLICKS.name(), SampleClicks.click(id, at));
        var unused = producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), id, value), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private String randomId() {
        char[] id = new char[ID_LENGTH];
        for (int i = 0; i < ID_LENGTH; i++) {
            id[i] = HEX[random.nextInt(HEX.length)];
        }
        return new String(id);
    }
}
