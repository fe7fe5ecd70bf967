package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Decisions.decision;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.VersionCause;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * settle against a real broker, exactly once: 300 orders on two offers, each with a sale, a repetition, an approval, and
 * for every third a reversal; a fifth of all records delivered twice by match. The right answer is known beforehand: one
 * outcome a receipt, one conversion an order.
 */
@KafkaTest
class SettleIT {

    private static final int ORDERS = 300;
    private static final List<Click> CLICKS = Stream.of("shoes", "hats")
            .map(offer -> aClick().of(offer).at(NOON).build())
            .toList();

    @TempDir
    private Path directory;

    @BeforeEach
    void startOver(KafkaStack kafka) {
        kafka.startOver();
    }

    @Test
    void shouldEndEveryReceiptOnceThoughItIsKilledAtWork(KafkaStack kafka) {
        List<MatchedPostback> traffic = traffic();
        int half = traffic.size() / 2;

        try (SettleProcess first = start(kafka)) {
            write(kafka, traffic.subList(0, half));
            kafka.awaitRecords(Topics.POSTBACK_OUTCOMES, half / 4);
            assertThat(first.isAlive()).isTrue();
        }
        try (SettleProcess second = start(kafka)) {
            write(kafka, traffic.subList(half, traffic.size()));
            kafka.awaitRecords(Topics.POSTBACK_OUTCOMES, half);
            assertThat(second.isAlive()).isTrue();
        }
        try (SettleProcess third = start(kafka)) {
            kafka.awaitRecords(Topics.POSTBACK_OUTCOMES, receipts(traffic).size());
            assertThat(third.isAlive()).isTrue();
        }

        assertThat(values(kafka.consumeAll(Topics.POSTBACK_OUTCOMES)))
                .extracting(PostbackOutcome::getReceiptId)
                .containsExactlyInAnyOrderElementsOf(receipts(traffic));
        List<Conversion> versions = values(kafka.consumeAll(Topics.CONVERSIONS));
        Map<String, List<Conversion>> conversions =
                versions.stream().collect(groupingBy(version -> version.getOfferId() + " " + version.getOrderId()));
        assertThat(conversions).hasSize(ORDERS);
        conversions.values().forEach(ofOne -> {
            assertThat(ofOne)
                    .extracting(Conversion::getConversionId)
                    .containsOnly(ofOne.get(0).getConversionId());
            assertThat(ofOne.stream().map(Conversion::getVersion))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, ofOne.size()).boxed().toList());
        });
        assertThat(versions)
                .filteredOn(version -> version.getStatus() == ConversionStatus.REVERSED)
                .filteredOn(version -> version.getOfferId().equals("shoes"))
                .hasSize(ORDERS / 2 / 3);
        assertThat(openOn("hats", conversions)).isLessThanOrEqualTo(SettleProcess.CAP);
        assertThat(values(kafka.consumeAll(Topics.CONVERSIONS_LATEST))).containsExactlyInAnyOrderElementsOf(versions);
    }

    /** 60 conversions that time approves; people hold every third; settle is killed in between. */
    @Test
    void shouldApproveByTimeAndHoldByHandOnceThoughItIsKilledAtWork(KafkaStack kafka) {
        Click click = aClick().of("bags").at(NOON).build();
        List<MatchedPostback> orders = IntStream.range(0, 60)
                .mapToObj(number -> matched(click, order(click, "o-" + number)))
                .toList();
        List<ManualDecision> holds;
        try (SettleProcess first = start(kafka)) {
            write(kafka, orders);
            kafka.awaitRecords(Topics.POSTBACK_OUTCOMES, orders.size());
            holds = values(kafka.consumeAll(Topics.CONVERSIONS)).stream()
                    .filter(version -> version.getVersion() == 1)
                    .filter(version -> Integer.parseInt(version.getOrderId().substring("o-".length())) % 3 == 0)
                    .map(version -> decision(
                                    DecisionAction.HOLD,
                                    version,
                                    version.getChangedAt().plusSeconds(1))
                            .build())
                    .toList();
            decide(kafka, holds);
            assertThat(first.isAlive()).isTrue();
        }
        try (SettleProcess second = start(kafka)) {
            // Whoever wrote a decision and got no answer writes it again.
            decide(kafka, holds);
            kafka.awaitRecords(Topics.DECISION_OUTCOMES, holds.size());
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> newest(kafka).values().stream()
                            .noneMatch(version -> version.getStatus() == ConversionStatus.PENDING));
            assertThat(second.isAlive()).isTrue();
        }

        assertThat(holds).hasSize(20);
        assertThat(values(kafka.consumeAll(Topics.DECISION_OUTCOMES)))
                .extracting(DecisionOutcome::getDecisionId)
                .containsExactlyInAnyOrderElementsOf(
                        holds.stream().map(ManualDecision::getDecisionId).toList());
        assertThat(newest(kafka).values())
                .filteredOn(version -> version.getStatus() == ConversionStatus.HELD)
                .extracting(Conversion::getConversionId)
                .containsExactlyInAnyOrderElementsOf(
                        holds.stream().map(ManualDecision::getConversionId).toList());
        Map<String, List<Conversion>> byId =
                values(kafka.consumeAll(Topics.CONVERSIONS)).stream().collect(groupingBy(Conversion::getConversionId));
        assertThat(byId).hasSize(orders.size());
        byId.values().forEach(versions -> {
            assertThat(versions.stream().map(Conversion::getVersion))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, versions.size()).boxed().toList());
            assertThat(versions)
                    .filteredOn(version -> version.getCause() == VersionCause.TIMER)
                    .hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(version -> assertThat(version.getChangedAt())
                            .isEqualTo(version.getConvertedAt().plus(SettleProcess.APPROVED_AFTER)));
        });
    }

    private static void decide(KafkaStack kafka, List<ManualDecision> decisions) {
        decisions.forEach(decision -> kafka.send(Topics.DECISIONS, decision.getOfferId(), decision));
    }

    private static Map<String, Conversion> newest(KafkaStack kafka) {
        return values(kafka.consumeAll(Topics.CONVERSIONS)).stream()
                .collect(toMap(Conversion::getConversionId, Function.identity(), (earlier, later) -> later));
    }

    private SettleProcess start(KafkaStack kafka) {
        return SettleProcess.start(kafka, directory);
    }

    /** In the order in which one advertiser's postbacks come: the steps of one order after each other, orders mixed. */
    private static List<MatchedPostback> traffic() {
        List<MatchedPostback> traffic = new ArrayList<>();
        for (ReportedStatus step :
                List.of(ReportedStatus.NONE, ReportedStatus.NONE, ReportedStatus.APPROVED, ReportedStatus.REVERSED)) {
            for (int number = 0; number < ORDERS; number++) {
                Click click = CLICKS.get(number % 2);
                if (step != ReportedStatus.REVERSED || number / 2 % 3 == 0) {
                    traffic.add(matched(click, order(click, "o-" + number).reporting(step)));
                }
            }
        }
        Random random = new Random(42);
        List<MatchedPostback> twice =
                traffic.stream().filter(record -> random.nextInt(5) == 0).toList();
        traffic.addAll(twice);
        return traffic;
    }

    private static void write(KafkaStack kafka, List<MatchedPostback> records) {
        try (KafkaProducer<String, MatchedPostback> producer = kafka.producer(Topics.MATCHED_POSTBACKS)) {
            List<Future<RecordMetadata>> sent = records.stream()
                    .map(record -> producer.send(new ProducerRecord<>(
                            Topics.MATCHED_POSTBACKS.name(),
                            record.getAdvertiserId() + "|"
                                    + record.getPostback().getOrderId(),
                            record)))
                    .toList();
            producer.flush();
            assertThat(sent).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ZERO));
        }
    }

    private static long openOn(String offer, Map<String, List<Conversion>> conversions) {
        return conversions.values().stream()
                .map(versions -> versions.get(versions.size() - 1))
                .filter(newest -> newest.getOfferId().equals(offer))
                .filter(newest -> newest.getStatus() == ConversionStatus.APPROVED)
                .count();
    }

    private static List<String> receipts(List<MatchedPostback> traffic) {
        return traffic.stream()
                .map(record -> record.getPostback().getReceiptId())
                .distinct()
                .toList();
    }

    private static <V> List<V> values(List<ConsumerRecord<String, V>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }
}
