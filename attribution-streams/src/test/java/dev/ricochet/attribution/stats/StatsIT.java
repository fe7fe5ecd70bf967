package dev.ricochet.attribution.stats;

import static dev.ricochet.attribution.stats.Outcomes.aRejection;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.ricochet.attribution.WorkerProcess;
import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.FraudVerdict;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RateStanding;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stats as a process against a real broker: clicks, conversions in several versions and rejections of three affiliates
 * on two offers, while the process is killed twice. In the end the topic must tell what a count of the source topics gives,
 * and settle must refuse by the rates that follow from it.
 */
@KafkaTest
class StatsIT {

    private static final Map<String, String> STATS = Map.of(
            "RICOCHET_ROLES", "stats",
            "RICOCHET_STATS_INTERVAL", "200ms");
    private static final Map<String, String> STATS_AND_SETTLE = Map.of(
            "RICOCHET_ROLES", "stats,settle",
            "RICOCHET_STATS_INTERVAL", "200ms");
    private static final FraudRule AT_MOST_A_TWENTIETH = FraudRule.newBuilder()
            .setId("rate")
            .setKind(FraudKind.CONVERSION_RATE)
            .setVerdict(FraudVerdict.REJECT)
            .setWindowMs(Duration.ofDays(1).toMillis())
            .setLeastSample(50L)
            .setMostRate(new BigDecimal("0.050000"))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> AFFILIATES = List.of("aff-1", "aff-2", "aff-3");
    private static final List<String> OFFERS = List.of("shoes", "hats");
    private static final int BATCH = 2_000;

    @TempDir
    private Path state;

    private final Instant begin = Instant.now();
    private int written;

    @Test
    void shouldCountExactlyThoughItIsKilledAtWork(KafkaStack kafka) {
        kafka.startOver();

        for (int life = 0; life < 2; life++) {
            try (WorkerProcess worker = WorkerProcess.start(kafka, state, STATS)) {
                write(kafka);
                long before = kafka.consumeAll(Topics.STATS_HOURLY).size();
                // While it is at work: more has come than it has told of.
                write(kafka);
                kafka.awaitRecords(Topics.STATS_HOURLY, records -> records.size() > before);
                worker.kill();
            }
        }
        write(kafka);
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, STATS)) {
            Map<String, HourlyStats> right = StatsModel.of(all(kafka));
            assertThat(right).hasSizeGreaterThanOrEqualTo(6);
            kafka.awaitRecords(Topics.STATS_HOURLY, records -> newest(records).equals(right));
            worker.kill();
        }
        shouldRefuseWhoConvertsTooOften(kafka);
    }

    /**
     * What was counted, an eighth of the clicks on shoes converted, is held against a rule that comes now, and settle goes by the
     * result, for what was received since then.
     */
    private void shouldRefuseWhoConvertsTooOften(KafkaStack kafka) {
        AFFILIATES.forEach(
                id -> kafka.send(Topics.AFFILIATES, id, anAffiliate(id).build()));
        kafka.send(
                Topics.OFFERS,
                "shoes",
                anOffer("shoes").fraudRule(AT_MOST_A_TWENTIETH).build());
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, STATS_AND_SETTLE)) {
            List<ConversionRate> rates = kafka.awaitRecords(Topics.CONVERSION_RATES, AFFILIATES.size()).stream()
                    .map(ConsumerRecord::value)
                    .toList();
            assertThat(rates)
                    .extracting(ConversionRate::getId, ConversionRate::getStanding)
                    .containsExactlyInAnyOrder(
                            tuple("aff-1|shoes|rate", RateStanding.ABOVE),
                            tuple("aff-2|shoes|rate", RateStanding.ABOVE),
                            tuple("aff-3|shoes|rate", RateStanding.ABOVE));
            Instant since = rates.stream()
                    .map(ConversionRate::getEffectiveFrom)
                    .max(Instant::compareTo)
                    .orElseThrow();

            PostbackOutcome before = outcomeOf(kafka, "o-before", begin.minus(Duration.ofHours(1)));
            assertThat(before.getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
            AtomicInteger tries = new AtomicInteger();
            // settle's catalog hears of a new rate a moment after it was written.
            PostbackOutcome refused = await().atMost(PATIENCE)
                    .until(
                            () -> outcomeOf(kafka, "o-since-" + tries.incrementAndGet(), since.plusMillis(1)),
                            outcome -> outcome.getOutcome() == OutcomeKind.REJECTED);
            assertThat(refused.getReason()).isEqualTo("conversion_rate");
            assertThat(refused.getThreshold()).startsWith("at most 0.05 conversions a click");
            worker.kill();
        }
    }

    /** Of a sale of aff-1's, as match would hand it over. */
    private static PostbackOutcome outcomeOf(KafkaStack kafka, String order, Instant received) {
        Click click = aClick().by("aff-1")
                .of("shoes")
                .at(received.minus(Duration.ofHours(1)))
                .build();
        Postback sale = aPostback().forClick(click).order(order).at(received).build();
        kafka.send(
                Topics.MATCHED_POSTBACKS,
                sale.getAdvertiserId() + "|" + order,
                aMatchedPostback().to(click).of(sale).build());
        return kafka.awaitRecord(
                Topics.POSTBACK_OUTCOMES, outcome -> outcome.getReceiptId().equals(sale.getReceiptId()));
    }

    private void write(KafkaStack kafka) {
        List<Click> clicks = new ArrayList<>();
        List<Conversion> versions = new ArrayList<>();
        List<PostbackOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            String affiliate = AFFILIATES.get(i % 3);
            String offer = OFFERS.get(i % 2);
            Instant at = begin.minus(Duration.ofMinutes(i % 90));
            clicks.add((i % 10 == 0 ? aClick().impression() : aClick())
                    .by(affiliate)
                    .of(offer)
                    .at(at)
                    .build());
            if (i % 20 == 0) {
                Conversion first = Conversion.newBuilder(aConversion()
                                .by(affiliate)
                                .of(offer)
                                .status(ConversionStatus.PENDING)
                                .changedAt(at)
                                .build())
                        .setConvertedAt(at)
                        .build();
                versions.add(first);
                Conversion second = aChangeOf(first)
                        .status(ConversionStatus.APPROVED)
                        .payout("12.345678")
                        .build();
                versions.add(second);
                if (i % 60 == 0) {
                    versions.add(aChangeOf(second)
                            .status(ConversionStatus.REVERSED)
                            .payout("0")
                            .revenue("0")
                            .build());
                }
            }
            if (i % 50 == 0) {
                outcomes.add(PostbackOutcome.newBuilder(aRejection("r-" + written++, "cap_exceeded"))
                        .setReceivedAt(at)
                        .build());
            }
        }
        write(kafka, Topics.CLICKS, clicks, Click::getClickId);
        write(kafka, Topics.CONVERSIONS, versions, Conversion::getConversionId);
        write(kafka, Topics.POSTBACK_OUTCOMES, outcomes, PostbackOutcome::getReceiptId);
    }

    private static <V extends SpecificRecord> void write(
            KafkaStack kafka, Topic<V> topic, List<V> records, Function<V, String> key) {
        try (KafkaProducer<String, V> producer = kafka.producer(topic)) {
            List<Future<RecordMetadata>> sent = records.stream()
                    .map(record -> producer.send(new ProducerRecord<>(topic.name(), key.apply(record), record)))
                    .toList();
            producer.flush();
            assertThat(sent).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ZERO));
        }
    }

    private static List<SpecificRecord> all(KafkaStack kafka) {
        List<SpecificRecord> records = new ArrayList<>();
        List.of(Topics.CLICKS, Topics.CONVERSIONS, Topics.POSTBACK_OUTCOMES)
                .forEach(topic -> kafka.consumeAll(topic).forEach(record -> records.add(record.value())));
        return records;
    }

    private static Map<String, HourlyStats> newest(List<ConsumerRecord<String, HourlyStats>> records) {
        Map<String, HourlyStats> newest = new HashMap<>();
        records.forEach(record -> newest.put(record.key(), record.value()));
        return newest;
    }
}
