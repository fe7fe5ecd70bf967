package dev.ricochet.bench.latency;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** One click for each postback to come, minutes old and in its topic, as most are. */
final class KnownClicks {

    private KnownClicks() {}

    static List<String> write(KafkaConnection kafka, ClickIds ids, int count, int affiliates) throws Exception {
        Map<String, Object> settings = new HashMap<>(kafka.base("bench-clicks"));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        AtomicReference<Exception> failure = new AtomicReference<>();
        List<String> clicks = new ArrayList<>(count);
        Instant first = Instant.now().minusSeconds(600);
        try (KafkaProducer<String, Click> producer = new KafkaProducer<>(
                settings,
                new StringSerializer(),
                kafka.serdes().of(Topics.CLICKS).serializer())) {
            for (int i = 0; i < count; i++) {
                Instant at = first.plusMillis(i);
                String id = ids.mint(at);
                clicks.add(id);
                var unused = producer.send(
                        new ProducerRecord<>(
                                Topics.CLICKS.name(),
                                null,
                                at.toEpochMilli(),
                                id,
                                click(id, at, "aff-" + i % affiliates)),
                        (metadata, e) -> {
                            if (e != null) {
                                failure.compareAndSet(null, e);
                            }
                        });
            }
        }
        Exception lost = failure.get();
        if (lost != null) {
            throw lost;
        }
        return clicks;
    }

    private static Click click(String id, Instant at, String affiliate) {
        return Click.newBuilder()
                .setClickId(id)
                .setClickedAt(at)
                .setAdvertiserId("acme")
                .setOfferId("shoes")
                .setAffiliateId(affiliate)
                .setSubs(List.of("banner-7"))
                .setUserAgent("Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36")
                .build();
    }
}
