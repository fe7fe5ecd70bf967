package dev.ricochet.bench.match;

import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes clicks to topics, compressed as the gateway does. */
final class ClickLoad {

    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int REMEMBER_EVERY = 10;

    private final String bootstrapServers;
    private final Serializer<Click> serializer;
    private final VariedClicks clicks = new VariedClicks();
    private final List<String> remembered = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    ClickLoad(TestBed bed) {
        this.bootstrapServers = bed.stack().bootstrapServers();
        this.serializer = bed.serdes().of(Topics.CLICKS).serializer();
    }

    /** Writes a click each millisecond, the last one now, under our ids. */
    void underOurIds(ClickIds ids, String topic, int count) throws Exception {
        long first = System.currentTimeMillis() - count;
        write(topic, count, first, i -> ids.mint(Instant.ofEpochMilli(first + i)), remembered::add);
    }

    /** The same under random ids. */
    void underRandomIds(String topic, int count) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        write(topic, count, System.currentTimeMillis() - count, i -> randomId(random), id -> {});
    }

    /** Ids that were written to the first partition, some of them. */
    List<String> ofFirstPartition() {
        return List.copyOf(remembered);
    }

    private void write(
            String topic, int count, long firstMillis, IntFunction<String> idOf, Consumer<String> ofFirstPartition)
            throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                String id = idOf.apply(i);
                boolean remember = i % REMEMBER_EVERY == 0;
                Instant at = Instant.ofEpochMilli(firstMillis + i);
                byte[] value = serializer.serialize(topic, clicks.click(id, at));
                var unused = producer.send(
                        new ProducerRecord<>(topic, null, at.toEpochMilli(), id, value), (metadata, e) -> {
                            if (e != null) {
                                failure.compareAndSet(null, e);
                            } else if (remember && metadata.partition() == 0) {
                                ofFirstPartition.accept(id);
                            }
                        });
            }
            producer.flush();
        }
        Exception lost = failure.get();
        if (lost != null) {
            throw lost;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // What a busy gateway's batches come to; a longer wait would compress better than production does.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        return settings;
    }

    private static String randomId(SplittableRandom random) {
        char[] id = new char[ClickIds.LENGTH];
        for (int i = 0; i < id.length; i++) {
            id[i] = HEX[random.nextInt(HEX.length)];
        }
        return new String(id);
    }
}
