package dev.ricochet.attribution;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Clicks, and postbacks that ask for them. Postbacks wait for their click for half an hour: one that is not found at once
 * is found late or never, and never fails a test by luck.
 */
public final class ClickTraffic {

    private static final Duration HOLD = Duration.ofMinutes(30);

    private final KafkaStack kafka;
    private final Set<String> asked = new HashSet<>();
    private final AtomicInteger receipts = new AtomicInteger();

    private ClickTraffic(KafkaStack kafka) {
        this.kafka = kafka;
    }

    /** Empties all topics and sets the catalog up. */
    public static ClickTraffic through(KafkaStack kafka) {
        kafka.startOver();
        kafka.send(Topics.OFFERS, "shoes", anOffer("shoes").earlyHold(HOLD).build());
        return new ClickTraffic(kafka);
    }

    /** Writes clicks at these times; returns the ids of every so many. */
    public List<String> write(int count, IntFunction<Instant> at, int every) {
        List<String> ids = new ArrayList<>();
        try (KafkaProducer<String, Click> producer = kafka.producer(Topics.CLICKS)) {
            Click click = aClick().build();
            for (int i = 0; i < count; i++) {
                Instant time = at.apply(i);
                String id = CLICK_IDS.mint(time);
                if (i % every == 0) {
                    ids.add(id);
                }
                producer.send(new ProducerRecord<>(
                        Topics.CLICKS.name(),
                        id,
                        Click.newBuilder(click)
                                .setClickId(id)
                                .setClickedAt(time)
                                .build()));
            }
        }
        return ids;
    }

    /** Sends a postback for each click; returns the receipts. */
    public Set<String> askFor(List<String> ids) {
        Set<String> now = new HashSet<>();
        try (KafkaProducer<String, Postback> producer = kafka.producer(Topics.POSTBACKS)) {
            for (String id : ids) {
                String receipt = "receipt-" + receipts.incrementAndGet();
                producer.send(new ProducerRecord<>(
                        Topics.POSTBACKS.name(),
                        id,
                        aPostback()
                                .forClick(id)
                                .at(Instant.now())
                                .order(receipt)
                                .receipt(receipt)
                                .build()));
                now.add(receipt);
            }
        }
        asked.addAll(now);
        return now;
    }

    /** Returns when every postback has found its click. */
    public void everyClickIsFound() {
        everyoneIsMatched(asked);
    }

    /** Returns when each of these postbacks has found its click. */
    public void everyoneIsMatched(Set<String> receipts) {
        kafka.awaitRecords(
                Topics.MATCHED_POSTBACKS,
                records -> records.stream()
                        .filter(record -> record.value().getUnmatched() == null)
                        .map(record -> record.value().getPostback().getReceiptId())
                        .collect(Collectors.toSet())
                        .containsAll(receipts));
    }
}
