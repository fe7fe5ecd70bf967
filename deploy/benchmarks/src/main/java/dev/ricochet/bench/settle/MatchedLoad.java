package dev.ricochet.bench.settle;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A network's postbacks as match hands them on: nine in ten begin a conversion, the tenth says an earlier order again or
 * takes it back. Forty offers with a share of the sale and a cap a day for each of two hundred affiliates.
 */
final class MatchedLoad {

    private static final int OFFERS = 40;
    private static final int AFFILIATES = 200;
    private static final String KEYS = "1:00112233445566778899aabbccddeeff";

    static final String CATALOG = "advertisers:\n  - {id: acme, token: s3cret, require: [token]}\naffiliates:\n"
            + IntStream.range(0, AFFILIATES)
                    .mapToObj("  - {id: aff-%d, status: active}\n"::formatted)
                    .collect(Collectors.joining())
            + "offers:\n"
            + IntStream.range(0, OFFERS).mapToObj(MatchedLoad::offer).collect(Collectors.joining());

    private final KafkaConnection kafka;
    private final SplittableRandom random = new SplittableRandom(7);
    private final ClickIds ids = new ClickIds(ClickKeys.parse(KEYS));

    MatchedLoad(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    void write(int count) throws Exception {
        Map<String, Object> settings = new HashMap<>(kafka.base("bench-load"));
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, MatchedPostback> producer = new KafkaProducer<>(
                settings,
                new StringSerializer(),
                kafka.serdes().of(Topics.MATCHED_POSTBACKS).serializer())) {
            Instant now = Instant.now();
            for (int i = 0; i < count; i++) {
                int order = i % 10 == 9 ? earlierOrder(i) : i;
                ReportedStatus status = i % 20 == 19 ? ReportedStatus.REVERSED : ReportedStatus.NONE;
                MatchedPostback matched = matched(order, status, now.minusMillis(count - i));
                var unused = producer.send(
                        new ProducerRecord<>(Topics.MATCHED_POSTBACKS.name(), "acme|o-" + order, matched),
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
    }

    /** One that has begun: a take-back of an order that nobody knows would not get as far as the second hop. */
    private int earlierOrder(int before) {
        int order = random.nextInt(before);
        return order % 10 == 9 ? order - 1 : order;
    }

    private MatchedPostback matched(int order, ReportedStatus status, Instant at) {
        String offer = "offer-" + order % OFFERS;
        String affiliate = "aff-" + order % AFFILIATES;
        Instant clickedAt = at.minusSeconds(600);
        String clickId = ids.mint(clickedAt);
        Click click = Click.newBuilder()
                .setClickId(clickId)
                .setClickedAt(clickedAt)
                .setAdvertiserId("acme")
                .setOfferId(offer)
                .setAffiliateId(affiliate)
                .setSource("src-" + random.nextInt(5_000))
                .setSubs(List.of("cmp-" + random.nextInt(100_000), Long.toString(random.nextLong() >>> 1, 36)))
                .setIp("198.51.100." + random.nextInt(256))
                .setUserAgent("Mozilla/5.0 (X11; Linux x86_64) Chrome/" + random.nextInt(120, 143) + ".0 Safari/537.36")
                .build();
        Postback postback = Postback.newBuilder()
                .setReceiptId(new UUID(random.nextLong(), random.nextLong()).toString())
                .setReceivedAt(at)
                .setAdvertiserId("acme")
                .setDialect("ricochet")
                .setClickId(clickId)
                .setOrderId("o-" + order)
                .setGoal("sale")
                .setStatus(status)
                .setSaleAmount(
                        BigDecimal.valueOf(100 + random.nextInt(20_000), 2).setScale(6))
                .setCurrency("USD")
                .setIp("203.0.113.7")
                .build();
        return MatchedPostback.newBuilder()
                .setPostback(postback)
                .setClick(click)
                .setAttribution(Attribution.CLICK)
                .setAdvertiserId("acme")
                .setOfferId(offer)
                .setAffiliateId(affiliate)
                .build();
    }

    private static String offer(int number) {
        return """
                  - id: offer-%d
                    advertiser: acme
                    status: active
                    landing_url: "https://shop.example/?cid={click_id}"
                    currency: USD
                    goals:
                      - id: sale
                        dedupe: {key: order_id, scope: offer, mode: reject, ttl: 90d}
                        payout: {model: cps, percent: "10"}
                        revenue: {model: cps, percent: "14"}
                        approval: auto
                    caps: [{scope: affiliate, period: day, count: 1000000, zone: UTC, over: reject}]
                    fraud: {min_click_to_conversion: 5s, verdict: reject}
                """.formatted(number);
    }
}
