package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aForgedClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.attribution.StateOnDisk;
import dev.ricochet.attribution.WorkerProcess;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** match as its own process between real topics: in order, killed, and with its disk gone. */
@KafkaTest
class MatchIT {

    private static final Map<String, String> SETTINGS =
            Map.of("RICOCHET_ROLES", "match", "RICOCHET_CLICK_FLUSH_INTERVAL", "1s");
    private static final Duration SHORT_HOLD = Duration.ofSeconds(3);
    private static final Duration LONG_HOLD = Duration.ofMinutes(30);
    private static final int FIRST = 40_000;
    private static final int SECOND = 20_000;
    private static final int ASKED_FOR = 500;
    private static final int VISITORS = 12;

    @TempDir
    private Path root;

    private Path state;

    @BeforeEach
    void aCatalog(KafkaStack kafka) {
        state = root.resolve("state");
        Offer patient = anOffer("shoes").earlyHold(LONG_HOLD).build();
        Offer impatient = anOffer("hats").earlyHold(SHORT_HOLD).build();
        kafka.send(Topics.OFFERS, patient.getId(), patient);
        kafka.send(Topics.OFFERS, impatient.getId(), impatient);
    }

    @Test
    void shouldEndEveryPostbackOnceAsItShould(KafkaStack kafka) throws InterruptedException {
        Instant now = Instant.now();
        Click click = aClick().at(now.minusSeconds(60)).build();
        Click lateClick = aClick().at(now).build();
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, SETTINGS)) {
            kafka.send(Topics.CLICKS, click.getClickId(), click);
            send(kafka, aPostback().forClick(click).at(now).receipt("found").build());
            send(kafka, aPostback().forClick(lateClick).at(now).receipt("early").build());
            send(
                    kafka,
                    aPostback()
                            .forClick(aForgedClickId(click))
                            .receipt("forged")
                            .build());
            send(kafka, aPostback().receipt("nothing").build());
            String never = aClickId(now);
            send(
                    kafka,
                    aPostback()
                            .forClick(never)
                            .offer("hats")
                            .at(now)
                            .receipt("never")
                            .build());
            kafka.send(Topics.CLICKS, lateClick.getClickId(), lateClick);

            Set<String> matched = kafka
                    .awaitRecords(
                            Topics.MATCHED_POSTBACKS,
                            records -> receipts(records.stream()
                                            .map(record -> record.value().getPostback())
                                            .toList())
                                    .containsAll(Set.of("found", "early", "forged", "nothing", "never")))
                    .stream()
                    .filter(record -> record.value().getUnmatched() == null)
                    .map(record -> record.value().getPostback().getReceiptId())
                    .collect(Collectors.toSet());
            assertThat(matched).contains("found", "early").doesNotContain("forged", "nothing", "never");
            assertThat(reasonOf(kafka, "forged")).isEqualTo("click_forged");
            assertThat(reasonOf(kafka, "nothing")).isEqualTo("no_click_id");
            assertThat(reasonOf(kafka, "never")).isEqualTo("click_not_found");
            worker.stop();
        }
    }

    @Test
    void shouldFindAVisitorsPathWhateverPartitionItLiesIn(KafkaStack kafka) throws InterruptedException {
        Instant now = Instant.now();
        Offer boots = anOffer("boots").attribution(AttributionModel.LINEAR).build();
        kafka.send(Topics.OFFERS, boots.getId(), boots);
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, SETTINGS)) {
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                for (int hoursAgo = 3; hoursAgo > 0; hoursAgo--) {
                    Click click = aClick().of("boots")
                            .ofVisitor("v-" + visitor)
                            .at(now.minus(Duration.ofHours(hoursAgo)))
                            .build();
                    kafka.send(Topics.CLICKS, click.getClickId(), click);
                    if (hoursAgo == 1) {
                        send(
                                kafka,
                                aPostback()
                                        .forClick(click)
                                        .at(now)
                                        .receipt("path-" + visitor)
                                        .build());
                    }
                }
            }

            for (int visitor = 0; visitor < VISITORS; visitor++) {
                String receipt = "path-" + visitor;
                MatchedPostback matched = kafka.awaitRecord(
                        Topics.MATCHED_POSTBACKS,
                        candidate -> candidate.getPostback().getReceiptId().equals(receipt));
                assertThat(matched.getPath())
                        .extracting(touch -> touch.getCredit().toPlainString())
                        .containsExactly("0.333333", "0.333333", "0.333334");
            }
            worker.stop();
        }
    }

    @Test
    void shouldLoseNothingAndRestoreOnlyTheTailWhenKilled(KafkaStack kafka) throws Exception {
        List<Click> clicks;
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, SETTINGS)) {
            clicks = new ArrayList<>(write(kafka, FIRST));
            await().atMost(Duration.ofSeconds(60)).until(() -> clicksOnDisk() >= FIRST);
            clicks.addAll(write(kafka, SECOND));
            worker.kill();
        }
        long onDisk = clicksOnDisk();

        try (WorkerProcess again = WorkerProcess.start(kafka, state, SETTINGS)) {
            everyOneIsFound(kafka, clicks, "killed-");
            assertThat(again.restored()).isLessThanOrEqualTo(topicEnd(kafka) - onDisk);
            again.stop();
        }
    }

    @Test
    void shouldRestoreFromTheTopicWhenTheDiskIsGone(KafkaStack kafka) throws Exception {
        List<Click> clicks;
        try (WorkerProcess worker = WorkerProcess.start(kafka, state, SETTINGS)) {
            clicks = write(kafka, FIRST);
            await().atMost(Duration.ofSeconds(60)).until(() -> clicksOnDisk() >= FIRST);
            worker.stop();
        }
        Utils.delete(state.toFile());

        try (WorkerProcess again = WorkerProcess.start(kafka, state, SETTINGS)) {
            everyOneIsFound(kafka, clicks, "gone-");
            assertThat(again.restored()).isGreaterThanOrEqualTo(FIRST);
            again.stop();
        }
    }

    private static void everyOneIsFound(KafkaStack kafka, List<Click> clicks, String prefix) {
        int step = clicks.size() / ASKED_FOR;
        try (KafkaProducer<String, Postback> producer = kafka.producer(Topics.POSTBACKS)) {
            for (int i = 0; i < ASKED_FOR; i++) {
                Click click = clicks.get(i * step);
                Postback postback = aPostback()
                        .forClick(click)
                        .at(Instant.now())
                        .order(prefix + i)
                        .receipt(prefix + i)
                        .build();
                producer.send(new ProducerRecord<>(Topics.POSTBACKS.name(), click.getClickId(), postback));
            }
        }
        kafka.awaitRecords(
                Topics.MATCHED_POSTBACKS,
                records -> receipts(records.stream()
                                        .map(record -> record.value().getPostback())
                                        .toList())
                                .stream()
                                .filter(receipt -> receipt.startsWith(prefix))
                                .count()
                        == ASKED_FOR);
    }

    private static List<Click> write(KafkaStack kafka, int count) {
        List<Click> clicks = new ArrayList<>(count);
        try (KafkaProducer<String, Click> producer = kafka.producer(Topics.CLICKS)) {
            for (int i = 0; i < count; i++) {
                Click click =
                        aClick().at(Instant.now().minus(Duration.ofDays(i % 3))).build();
                clicks.add(click);
                producer.send(new ProducerRecord<>(Topics.CLICKS.name(), click.getClickId(), click));
            }
        }
        return clicks;
    }

    private static void send(KafkaStack kafka, Postback postback) {
        String clickId = postback.getClickId();
        kafka.send(Topics.POSTBACKS, clickId == null ? postback.getReceiptId() : clickId, postback);
    }

    private static Set<String> receipts(List<Postback> postbacks) {
        return postbacks.stream().map(Postback::getReceiptId).collect(Collectors.toSet());
    }

    private static String reasonOf(KafkaStack kafka, String receipt) {
        MatchedPostback decided = kafka.awaitRecord(
                Topics.MATCHED_POSTBACKS,
                candidate -> candidate.getPostback().getReceiptId().equals(receipt));
        return decided.getUnmatched().getReason();
    }

    private long clicksOnDisk() {
        return StateOnDisk.clicks(state);
    }

    private static long topicEnd(KafkaStack kafka) throws Exception {
        return kafka.consumeAll(Topics.CLICKS).size();
    }
}
