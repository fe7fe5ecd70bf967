package dev.ricochet.attribution.settle.topology;

import static dev.ricochet.attribution.settle.Decisions.decision;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.GoalFixture.aGoal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.runtime.StreamsRuntime;
import dev.ricochet.attribution.runtime.WorkerSettings;
import dev.ricochet.attribution.settle.SettleApp;
import dev.ricochet.attribution.settle.SettleSettings;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.CapEventKind;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettleTopologyTest {

    private static final Duration TTL = Duration.ofDays(90);

    private final Click click = aClick().at(NOON).build();
    private final RecordSerdes records = Registered.serdes();
    private Catalog catalog = aCatalog()
            .with(anAffiliate("aff-1"))
            .with(anOffer("shoes")
                    .goal(aGoal("sale").remembering(TTL))
                    .dailyCap(CapScope.OFFER, 1)
                    .remembersCustomers(Duration.ofDays(30)))
            .build();

    @TempDir
    private Path state;

    private RuntimeException defect;

    private TopologyTestDriver driver;
    private TestInputTopic<String, MatchedPostback> matched;
    private TestOutputTopic<String, PostbackOutcome> outcomes;
    private TestOutputTopic<String, Conversion> conversions;
    private TestOutputTopic<String, Conversion> latest;
    private TestInputTopic<String, ManualDecision> decisions;
    private TestOutputTopic<String, DecisionOutcome> decisionOutcomes;
    private TestOutputTopic<String, CapEvent> capEvents;
    private TestOutputTopic<String, CapEvent> capStates;

    @BeforeEach
    void start() {
        SettleApp app = new SettleApp(
                records,
                () -> {
                    if (defect != null) {
                        throw defect;
                    }
                    return catalog;
                },
                new SettleSettings(1));
        Properties properties = StreamsRuntime.properties(
                app,
                new KafkaConnection("nowhere:1", "http://nowhere", Map.of()),
                new WorkerSettings(state, null, 0, null, 1));
        driver = new TopologyTestDriver(app.topology(), properties, NOON);
        matched = driver.createInputTopic(
                Topics.MATCHED_POSTBACKS.name(),
                Serdes.String().serializer(),
                records.of(Topics.MATCHED_POSTBACKS).serializer());
        outcomes = output(Topics.POSTBACK_OUTCOMES);
        conversions = output(Topics.CONVERSIONS);
        latest = output(Topics.CONVERSIONS_LATEST);
        decisions = driver.createInputTopic(
                Topics.DECISIONS.name(),
                Serdes.String().serializer(),
                records.of(Topics.DECISIONS).serializer());
        decisionOutcomes = output(Topics.DECISION_OUTCOMES);
        capEvents = output(Topics.CAP_EVENTS);
        capStates = output(Topics.CAP_STATES);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldWriteTheOutcomeAndTheConversionUnderTheirKeys() {
        send(order("o-1").receipt("r-1"));
        KeyValue<String, PostbackOutcome> outcome = outcomes.readKeyValue();
        KeyValue<String, Conversion> conversion = conversions.readKeyValue();
        assertThat(outcome.key).isEqualTo("r-1");
        assertThat(outcome.value.getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(conversion.key)
                .isEqualTo(conversion.value.getConversionId())
                .isEqualTo(outcome.value.getConversionId());
        assertThat(latest.readKeyValue()).isEqualTo(conversion);
    }

    @Test
    void shouldWriteNothingForASecondCopy() {
        MatchedPostback record = of(order("o-1"));
        send(record);
        send(record);
        assertThat(outcomes.readValuesToList()).hasSize(1);
        assertThat(conversions.readValuesToList()).hasSize(1);
    }

    @Test
    void shouldGoOnAfterARecordThatCannotBeProcessedAndTakeItWhenItIsDrivenAgain() {
        MatchedPostback unlucky = of(order("o-1").receipt("r-unlucky"));
        defect = new ArithmeticException("nobody thought of this");
        send(unlucky);
        defect = null;
        send(order("o-2").receipt("r-next"));

        assertThat(outcomes.readKeyValue().key).isEqualTo("r-next");
        TestRecord<byte[], byte[]> letter = driver.createOutputTopic(
                        Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        assertThat(letter.value())
                .isEqualTo(records.of(Topics.MATCHED_POSTBACKS)
                        .serializer()
                        .serialize(Topics.MATCHED_POSTBACKS.name(), unlucky));
        assertThat(letter.headers().lastHeader("__streams.errors.message").value())
                .isEqualTo("nobody thought of this".getBytes(StandardCharsets.UTF_8));

        send(unlucky);
        assertThat(outcomes.readKeyValue().key).isEqualTo("r-unlucky");
    }

    @Test
    void shouldWriteNothingForAReceiptThatIsSentAgainDaysLater() {
        send(of(order("o-1").receipt("row-1")));
        send(of(order("o-1").receipt("row-1").at(NOON.plus(Duration.ofDays(30)))));
        assertThat(outcomes.readValuesToList()).hasSize(1);
        assertThat(conversions.readValuesToList()).hasSize(1);
    }

    @Test
    void shouldKnowSecondCopiesOfAnOrderThatIsToldOfAgainAndAgain() {
        List<MatchedPostback> told = IntStream.range(0, 40)
                .mapToObj(i -> of(order("o-1").receipt("r-" + i).later(Duration.ofDays(i))))
                .toList();
        told.forEach(this::send);
        assertThat(outcomes.readValuesToList()).hasSize(40);
        told.forEach(this::send);
        assertThat(outcomes.readValuesToList()).isEmpty();
        assertThat(keysIn(Shelf.ORDERS)).isEqualTo(1);
        assertThat(keysIn(Shelf.RECEIPTS)).isEqualTo(24);
    }

    @Test
    void shouldKnowEachConversionOfAnOrderThatComesUnderManyClicks() {
        catalog = aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes")
                        .goal(aGoal("sale")
                                .dedupe(DedupeKey.BOTH, DedupeScope.OFFER, DedupeMode.REJECT)
                                .remembering(TTL)))
                .build();
        List<Click> clicks =
                IntStream.range(0, 40).mapToObj(i -> aClick().at(NOON).build()).toList();
        clicks.forEach(each -> send(orderOf(each)));
        assertThat(outcomes.readValuesToList())
                .extracting(PostbackOutcome::getOutcome)
                .hasSize(40)
                .containsOnly(OutcomeKind.CONVERTED);
        clicks.forEach(each -> send(orderOf(each)));
        assertThat(outcomes.readValuesToList())
                .extracting(PostbackOutcome::getOutcome)
                .hasSize(40)
                .containsOnly(OutcomeKind.DUPLICATE);
        assertThat(keysIn(Shelf.ORDERS)).isEqualTo(1);
        assertThat(keysIn(Shelf.ORDER_CLAIMS)).isEqualTo(24);
    }

    private static MatchedPostback orderOf(Click each) {
        return aMatchedPostback()
                .to(each)
                .of(aPostback().forClick(each).order("1").build())
                .build();
    }

    @Test
    void shouldSendARecordWithoutItsKeyToTheDeadLetters() {
        matched.pipeInput(null, of(order("o-1")), NOON);
        assertThat(outcomes.isEmpty()).isTrue();
        assertThat(driver.createOutputTopic(
                                Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .getQueueSize())
                .isEqualTo(1);
    }

    @Test
    void shouldForgetAnOrderNoSoonerThanTheLastOfItsReceipts() {
        for (int i = 0; i < 40; i++) {
            send(order("o-1").receipt("r-" + i).later(Duration.ofDays(10L * i)));
        }
        outcomes.readValuesToList();
        Duration late = Duration.ofDays(390 + 62);
        driver.advanceWallClockTime(late);
        send(order("o-2").later(late));
        driver.advanceWallClockTime(Duration.ofHours(1));
        outcomes.readValuesToList();

        send(of(order("o-1").receipt("r-39").later(late)));
        assertThat(outcomes.isEmpty()).isTrue();
        assertThat(keysIn(Shelf.RECEIPTS)).isEqualTo(4);
    }

    @Test
    void shouldCarryStateFromPostbackToPostback() {
        send(order("o-1"));
        send(order("o-1"));
        send(order("o-2"));
        send(order("o-1").reporting(ReportedStatus.REVERSED));
        send(order("o-3"));
        assertThat(outcomes.readValuesToList())
                .extracting(PostbackOutcome::getOutcome)
                .containsExactly(
                        OutcomeKind.CONVERTED,
                        OutcomeKind.DUPLICATE,
                        OutcomeKind.REJECTED,
                        OutcomeKind.UPDATED,
                        OutcomeKind.CONVERTED);
        assertThat(conversions.readValuesToList())
                .extracting(Conversion::getStatus)
                .containsExactly(
                        ConversionStatus.APPROVED,
                        ConversionStatus.REJECTED,
                        ConversionStatus.REVERSED,
                        ConversionStatus.APPROVED);
    }

    @Test
    void shouldJudgeByTheNewestCatalog() {
        catalog = aCatalog().with(anAffiliate("aff-1")).build();
        send(order("o-1"));
        assertThat(outcomes.readValue().getReason()).isEqualTo("unknown_offer");
        assertThat(conversions.isEmpty()).isTrue();
    }

    @Test
    void shouldForgetWhatCanNoLongerBeAskedFor() {
        send(order("o-1").customer("c-1"));
        send(order(null));
        Instant later = NOON.plus(TTL).plus(Duration.ofDays(31));
        driver.advanceWallClockTime(Duration.between(NOON, later));
        send(order("o-2").customer("c-2").at(later));
        driver.advanceWallClockTime(Duration.ofHours(1));
        assertThat(keysIn(Shelf.ORDERS)).isEqualTo(1);
        assertThat(keysIn(Shelf.CLICK_CLAIMS)).isZero();
        assertThat(keysIn(Shelf.CONVERSIONS)).isEqualTo(1);
        assertThat(keysIn(Shelf.CAP_COUNTS)).isEqualTo(1);
        assertThat(keysIn(Shelf.CUSTOMERS)).isEqualTo(1);
    }

    @Test
    void shouldForgetNothingForAPostbackFromTheFuture() {
        send(order("o-1"));
        send(order("o-2").at(NOON.plus(Duration.ofDays(1000))));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(keysIn(Shelf.CONVERSIONS)).isEqualTo(2);
    }

    @Test
    void shouldApproveOnAQuietTopicWhenTheTimeHasCome() {
        catalog = aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes").goal(aGoal("sale").approvedAfter(Duration.ofDays(1))))
                .build();
        send(order("o-1"));
        Instant due = conversions.readValue().getApprovesAt();
        driver.advanceWallClockTime(Duration.between(NOON, due).minusSeconds(1));
        assertThat(conversions.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        Conversion approved = conversions.readValue();
        assertThat(approved.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(approved.getChangedAt()).isEqualTo(due);
        assertThat(keysIn(Shelf.TIMERS)).isZero();
    }

    @Test
    void shouldLetNoTimerGoOffWhileOlderPostbacksStillCome() {
        catalog = aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes").goal(aGoal("sale").approvedAfter(Duration.ofDays(1))))
                .build();
        send(order("o-1"));
        driver.advanceWallClockTime(Duration.ofDays(30));
        conversions.readValuesToList();
        send(order("o-2"));
        driver.advanceWallClockTime(Duration.ofSeconds(4));
        send(order("o-2").reporting(ReportedStatus.REJECTED).later(Duration.ofMinutes(1)));
        driver.advanceWallClockTime(Duration.ofSeconds(10));
        assertThat(conversions.readValuesToList())
                .extracting(Conversion::getStatus)
                .containsExactly(ConversionStatus.PENDING, ConversionStatus.REJECTED);
    }

    @Test
    void shouldCarryOutADecisionOnTheLedgerOfItsOfferOnce() {
        send(order("o-1"));
        Conversion approved = conversions.readValue();
        ManualDecision hold = decision(DecisionAction.HOLD, approved, NOON.plus(Duration.ofDays(1)))
                .build();
        decisions.pipeInput("shoes", hold);
        decisions.pipeInput("shoes", hold);
        assertThat(conversions.readValuesToList())
                .extracting(Conversion::getStatus)
                .containsExactly(ConversionStatus.HELD);
        KeyValue<String, DecisionOutcome> outcome = decisionOutcomes.readKeyValue();
        assertThat(outcome.key).isEqualTo("batch");
        assertThat(outcome.value.getResult()).isEqualTo(DecisionResult.APPLIED);
        assertThat(decisionOutcomes.isEmpty()).isTrue();
    }

    @Test
    void shouldTellOfAFullCapUnderItsNameAndPeriod() {
        send(order("o-1"));
        KeyValue<String, CapEvent> state = capStates.readKeyValue();
        assertThat(state.key).startsWith("shoes|||DAY|UTC|").endsWith("|COUNT|1|REJECT");
        assertThat(state.value.getKind()).isEqualTo(CapEventKind.REACHED);
        assertThat(capEvents.readKeyValue()).isEqualTo(KeyValue.pair("shoes", state.value));
    }

    private void send(PostbackFixture postback) {
        send(of(postback));
    }

    private void send(MatchedPostback record) {
        String order = record.getPostback().getOrderId();
        String key = order == null ? record.getPostback().getReceiptId() : record.getAdvertiserId() + "|" + order;
        matched.pipeInput(key, record, record.getPostback().getReceivedAt());
    }

    private MatchedPostback of(PostbackFixture postback) {
        return aMatchedPostback().to(click).of(postback.build()).build();
    }

    private PostbackFixture order(String order) {
        return aPostback().forClick(click).order(order);
    }

    private <V extends SpecificRecord> int keysIn(Shelf<V> shelf) {
        KeyValueStore<String, byte[]> store =
                driver.getKeyValueStore(shelf.store().storeName());
        return new OpenShelf<>(shelf, store).first(Integer.MAX_VALUE, "", null).size();
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), Serdes.String().deserializer(), records.of(topic).deserializer());
    }
}
