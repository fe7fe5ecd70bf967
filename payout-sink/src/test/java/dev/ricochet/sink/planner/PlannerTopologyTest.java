package dev.ricochet.sink.planner;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryCommand;
import dev.ricochet.schemas.event.DeliveryCommandKind;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.event.EndpointEventCause;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.event.EndpointSignalKind;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.schemas.event.GiveUpReason;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.state.PlannerDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.decision.Attempts;
import dev.ricochet.sink.planner.decision.Planning;
import dev.ricochet.sink.planner.life.LifeRules;
import dev.ricochet.sink.schedule.RetrySchedule;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTopologyTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final LifeRules LIVES = new LifeRules(Duration.ofMinutes(10), Duration.ofDays(5));

    @TempDir
    private Path state;

    private final RecordSerdes serdes = new RecordSerdes(new MockSchemaRegistryClient());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Catalog catalog = aCatalog().withDefaults().build();
    private final Map<String, EndpointEvent> states = new HashMap<>();
    private final EndpointDirectory directory = new EndpointDirectory(() -> catalog, states::get);
    private PlannerSettings settings;
    private TopologyTestDriver driver;
    private TestInputTopic<String, Conversion> conversions;
    private TestInputTopic<String, DeliveryAttempt> attempts;
    private TestInputTopic<String, DeliveryCommand> commands;
    private TestInputTopic<String, EndpointSignal> signals;
    private TestOutputTopic<String, EndpointEvent> events;
    private TestOutputTopic<String, DueDelivery> due;
    private TestOutputTopic<String, DeliveryDeadLetter> deadLetters;

    @BeforeEach
    void start() throws Exception {
        SchemaRegistrar.register(serdes.registry());
        settings = new PlannerSettings(
                new Planning(
                        new RetrySchedule(
                                List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)), 0, Duration.ofHours(1)),
                        LEASE,
                        Duration.ofSeconds(5)),
                Duration.ofSeconds(1),
                100,
                state,
                1,
                null);
        SinkMetrics metrics = new SinkMetrics(meters, Clock.fixed(NOON.plusSeconds(30), ZoneOffset.UTC));
        Properties properties = Planner.properties(settings, new KafkaConnection("nowhere:9092", "mock://", Map.of()));
        driver = new TopologyTestDriver(
                PlannerTopology.build(settings, LIVES, serdes, directory, metrics), properties, NOON);
        conversions = in(Topics.CONVERSIONS);
        attempts = in(Topics.DELIVERY_ATTEMPTS);
        commands = in(Topics.DELIVERY_COMMANDS);
        signals = in(Topics.ENDPOINT_SIGNALS);
        events = out(Topics.ENDPOINT_EVENTS);
        due = out(Topics.DELIVERIES_DUE);
        deadLetters = out(Topics.DELIVERY_DEAD_LETTERS);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void shouldOfferAConversionToEveryEndpointThatWantsIt() {
        catalog = aCatalog()
                .with(anEndpoint("ep-1"))
                .with(anEndpoint("ep-2"))
                .with(anEndpoint("ep-3").wantingGoals("lead"))
                .with(anEndpoint("ep-4").disabled())
                .with(anEndpoint("ep-5").of("aff-2"))
                .build();

        report(aConversion().build());

        assertThat(due.readValuesToList())
                .extracting(DueDelivery::getEndpointId)
                .containsExactly("ep-1", "ep-2");
    }

    @Test
    void shouldKeyOffersByConversion() {
        Conversion conversion = aConversion().build();

        report(conversion);

        assertThat(due.readKeyValue().key).isEqualTo(conversion.getConversionId());
    }

    @Test
    void shouldNotOfferTestConversions() {
        report(aConversion().test().build());

        assertThat(due.isEmpty()).isTrue();
    }

    @Test
    void shouldRetryByTheClockAndNeverBefore() {
        report(aConversion().build());
        answer(due.readValue(), AttemptResult.FAILED);

        driver.advanceWallClockTime(Duration.ofSeconds(9));
        assertThat(due.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        assertThat(due.readValue().getAttempt()).isEqualTo(2);
    }

    @Test
    void shouldKeepTheDeliveryIdAcrossAttempts() {
        report(aConversion().build());
        DueDelivery first = due.readValue();
        answer(first, AttemptResult.FAILED);
        driver.advanceWallClockTime(Duration.ofSeconds(11));

        assertThat(due.readValue().getDeliveryId()).isEqualTo(first.getDeliveryId());
    }

    @Test
    void shouldTellOfVersionsOneAfterTheOther() {
        Conversion first = aConversion().build();
        report(first);
        report(aChangeOf(first).build());
        assertThat(due.getQueueSize()).isEqualTo(1);

        answer(due.readValue(), AttemptResult.DELIVERED);

        assertThat(due.readValue().getConversion().getVersion()).isEqualTo(2);
    }

    @Test
    void shouldOfferAgainWhatNobodyAnswered() {
        report(aConversion().build());
        due.readValue();

        driver.advanceWallClockTime(LEASE.plusSeconds(2));

        assertThat(due.readValue().getAttempt()).isEqualTo(1);
        assertThat(meters.counter("ricochet.delivery.offers", "occasion", "unanswered")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldReadWhatWasAnsweredMeanwhileBeforeItRepeatsAnything() {
        report(aConversion().build());
        due.readValue();
        // The offer's lease ended just before this planner began.
        KeyValueStore<String, PlannerQueue> queues = driver.getKeyValueStore(PlannerStores.QUEUES);
        KeyValueStore<TimeKey, byte[]> wake = driver.getKeyValueStore(PlannerStores.WAKE);
        String key = queues.all().next().key;
        PlannerQueue queue = queues.get(key);
        PlannerDelivery over = PlannerDelivery.newBuilder(queue.getCurrent())
                .setWakeAt(NOON.minusSeconds(1))
                .build();
        queues.put(key, PlannerQueue.newBuilder(queue).setCurrent(over).build());
        new TimeIndex(wake).add(NOON.minusSeconds(1), key);

        driver.advanceWallClockTime(LEASE.dividedBy(2).minusSeconds(1));
        assertThat(due.isEmpty()).isTrue();

        driver.advanceWallClockTime(Duration.ofSeconds(2));
        assertThat(due.readValuesToList()).hasSize(1);
    }

    @Test
    void shouldRepeatOffersAFewTimesOnlyWhileEveryDispatcherIsDown() {
        for (int number = 0; number < 50; number++) {
            report(aConversion().build());
        }
        due.readValuesToList();

        for (int minute = 0; minute < 24 * 60; minute++) {
            driver.advanceWallClockTime(Duration.ofMinutes(1));
        }

        // After 5, 15, 35 and 75 minutes, and then every 80: five minutes each would make it 288 times.
        List<DueDelivery> repeated = due.readValuesToList();
        assertThat(repeated).hasSizeBetween(50 * 19, 50 * 21);
        // Whoever comes back finds for each delivery one offer that stands.
        Instant now = NOON.plus(Duration.ofDays(1));
        assertThat(repeated)
                .filteredOn(offer -> offer.getValidUntil().isAfter(now))
                .extracting(DueDelivery::getDeliveryId)
                .doesNotHaveDuplicates()
                .hasSize(50);
    }

    @Test
    void shouldWriteADeadLetterAfterTheLastAttempt() {
        report(aConversion().build());
        for (int attempt = 1; attempt <= 3; attempt++) {
            answer(due.readValue(), AttemptResult.FAILED);
            driver.advanceWallClockTime(Duration.ofMinutes(2));
        }

        assertThat(deadLetters.readValue().getReason()).isEqualTo(GiveUpReason.EXHAUSTED);
        assertThat(due.isEmpty()).isTrue();
    }

    @Test
    void shouldForgetWhatIsDone() {
        report(aConversion().build());
        answer(due.readValue(), AttemptResult.DELIVERED);

        try (var queues = driver.getKeyValueStore(PlannerStores.QUEUES).all();
                var wake = driver.getKeyValueStore(PlannerStores.WAKE).all();
                var open = driver.getKeyValueStore(PlannerStores.OPEN).all()) {
            assertThat(queues.hasNext()).isFalse();
            assertThat(wake.hasNext()).isFalse();
            assertThat(open.hasNext()).isFalse();
        }
    }

    @Test
    void shouldWakeNoMoreThanAllowedInOneScan() {
        for (int number = 0; number < 250; number++) {
            report(aConversion().build());
        }
        due.readValuesToList();

        driver.advanceWallClockTime(LEASE.plusMillis(500));

        assertThat(due.readValuesToList()).hasSize(100);
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(due.readValuesToList()).hasSize(150);
    }

    @Test
    void shouldShowTheAgeOfTheOldestUndelivered() {
        report(aConversion().build());
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(meters.get("ricochet.delivery.oldest.undelivered.age")
                        .timeGauge()
                        .value())
                .isEqualTo(30.0);

        answer(due.readValue(), AttemptResult.DELIVERED);
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(meters.get("ricochet.delivery.oldest.undelivered.age")
                        .timeGauge()
                        .value())
                .isZero();
    }

    @Test
    void shouldShowForHowLongItHasBeenLate() {
        for (int number = 0; number < 150; number++) {
            report(aConversion().build());
            answer(due.readValue(), AttemptResult.FAILED);
        }

        driver.advanceWallClockTime(Duration.ofSeconds(11));

        // One scan has woken a hundred; the others have been due since ten seconds past noon, and the gauge's clock
        // shows thirty.
        assertThat(overdueSeconds()).isCloseTo(20, within(0.1));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(due.readValuesToList()).hasSize(150);
        assertThat(overdueSeconds()).isZero();
    }

    private double overdueSeconds() {
        return meters.get("ricochet.delivery.overdue.age").timeGauge().value();
    }

    @Test
    void shouldOfferWhatSomebodyAsksFor() {
        Conversion conversion = aConversion().build();

        commands.pipeInput(
                conversion.getConversionId(),
                new DeliveryCommand("r-1", DeliveryCommandKind.RESEND, "ep-1", conversion, "ann", NOON));

        assertThat(due.readValue().getResent()).isTrue();
    }

    @Test
    void shouldHoldWhatIsOwedToAPausedEndpointUntilItIsResumed() {
        states.put("ep-1", state(EndpointState.PAUSED));
        for (int number = 0; number < 5; number++) {
            report(aConversion().build());
        }
        driver.advanceWallClockTime(Duration.ofDays(3));
        assertThat(due.isEmpty()).isTrue();

        states.put("ep-1", state(EndpointState.ACTIVE));
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(due.readValuesToList()).hasSize(5);
    }

    @Test
    void shouldWriteADeadLetterForWhatADisabledEndpointMisses() {
        states.put("ep-1", state(EndpointState.DISABLED));

        report(aConversion().build());

        assertThat(deadLetters.readValue().getReason()).isEqualTo(GiveUpReason.ENDPOINT_DISABLED);
        assertThat(due.isEmpty()).isTrue();
    }

    @Test
    void shouldDisableAnEndpointThatAnswersGone() {
        report(aConversion().build());

        answer(due.readValue(), AttemptResult.GONE);

        assertThat(events.readValue())
                .satisfies(event -> assertThat(event.getState()).isEqualTo(EndpointState.DISABLED))
                .satisfies(event -> assertThat(event.getCause()).isEqualTo(EndpointEventCause.GONE))
                .satisfies(event -> assertThat(event.getAffiliateId()).isEqualTo("aff-1"));
    }

    @Test
    void shouldTellOfEveryRequestedChangeOfState() {
        signals.pipeInput("ep-1", new EndpointSignal("ep-1", EndpointSignalKind.PAUSE, NOON, "ann", "moves house"));
        signals.pipeInput(
                "ep-1", new EndpointSignal("ep-1", EndpointSignalKind.RESUME, NOON.plusSeconds(1), "ann", null));

        assertThat(events.readValuesToList())
                .extracting(EndpointEvent::getState)
                .containsExactly(EndpointState.PAUSED, EndpointState.ACTIVE);
    }

    @Test
    void shouldWaitOutTheDelayOfAnEndpoint() {
        catalog = aCatalog()
                .with(anEndpoint("ep-1").delayed(Duration.ofMinutes(10)))
                .build();
        report(aConversion().build());
        driver.advanceWallClockTime(Duration.ofMinutes(9));
        assertThat(due.isEmpty()).isTrue();

        driver.advanceWallClockTime(Duration.ofMinutes(2));

        assertThat(due.readValue().getAttempt()).isEqualTo(1);
    }

    @Test
    void shouldGoOnAfterAnUnreadableRecord() {
        var raw = driver.createInputTopic(
                Topics.CONVERSIONS.name(),
                Serdes.String().serializer(),
                Serdes.ByteArray().serializer());
        raw.pipeInput("c-1", "no record".getBytes(StandardCharsets.UTF_8));

        report(aConversion().build());

        assertThat(due.getQueueSize()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheTopologyAsReleased() throws IOException {
        String described = PlannerTopology.build(
                        settings, LIVES, serdes, directory, new SinkMetrics(meters, Clock.systemUTC()))
                .describe()
                .toString();

        assertThat(described)
                .as(
                        "a changed topology may need a migration of state; if the change is meant, write this to the golden file")
                .isEqualToNormalizingNewlines(
                        Files.readString(Path.of("src/test/resources/dev/ricochet/sink/planner/topology.txt")));
    }

    private static EndpointEvent state(EndpointState state) {
        return EndpointEvent.newBuilder()
                .setEndpointId("ep-1")
                .setState(state)
                .setAt(NOON)
                .build();
    }

    private void report(Conversion conversion) {
        conversions.pipeInput(conversion.getConversionId(), conversion);
    }

    private void answer(DueDelivery offer, AttemptResult result) {
        attempts.pipeInput(offer.getConversion().getConversionId(), Attempts.of(offer, result));
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> in(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), Serdes.String().serializer(), serdes.of(topic).serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> out(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), Serdes.String().deserializer(), serdes.of(topic).deserializer());
    }
}
