package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;

import dev.ricochet.attribution.clickstore.ClickStoreSettings;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.Unmatched;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** match on a topology test driver: clicks and postbacks in, decisions out, the clock and the broker's end in hand. */
final class MatchDriver implements AutoCloseable {

    static final MatchSettings SETTINGS = new MatchSettings(
            new ClickStoreSettings(
                    Duration.ofDays(91), Duration.ofDays(3650), Duration.ofSeconds(30), 64L << 20, 16L << 20, 40),
            Duration.ofMinutes(10),
            Duration.ofSeconds(1),
            1);

    final MeterRegistry meters = new SimpleMeterRegistry();
    final FakeClicksEnd clicksEnd = new FakeClicksEnd();
    private final TopologyTestDriver driver;
    private final RecordSerdes serdes = registered();
    private final TestInputTopic<String, Click> clicks;
    private final TestInputTopic<String, Postback> postbacks;
    private final TestInputTopic<byte[], byte[]> rawClicks;
    private final TestOutputTopic<String, MatchedPostback> matched;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    MatchDriver(Path stateDirectory, Catalog catalog) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "ricochet-match-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        properties.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        MatchApp app = new MatchApp(
                SETTINGS,
                new MatchParts(CLICK_IDS, () -> catalog, serdes, clicksEnd, meters, Clock.fixed(NOON, ZoneOffset.UTC)));
        properties.putAll(app.properties());
        driver = new TopologyTestDriver(app.topology(), properties, NOON);
        clicks = input(Topics.CLICKS);
        postbacks = input(Topics.POSTBACKS);
        rawClicks = driver.createInputTopic(Topics.CLICKS.name(), new ByteArraySerializer(), new ByteArraySerializer());
        matched = output(Topics.MATCHED_POSTBACKS);
        deadLetters = driver.createOutputTopic(
                Topics.DEAD_LETTERS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static RecordSerdes registered() {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        try {
            SchemaRegistrar.register(registry);
        } catch (IOException | RestClientException unreachable) {
            throw new IllegalStateException(unreachable);
        }
        return new RecordSerdes(registry);
    }

    void click(Click click) {
        clicks.pipeInput(click.getClickId(), click, click.getClickedAt());
    }

    void postback(Postback postback) {
        postback(new TestRecord<>(keyOf(postback), postback, postback.getReceivedAt()));
    }

    void postback(TestRecord<String, Postback> postback) {
        postbacks.pipeInput(postback);
    }

    void garbageAsClick(String key, byte[] value) {
        rawClicks.pipeInput(key.getBytes(StandardCharsets.UTF_8), value);
    }

    void timePasses(Duration by) {
        driver.advanceWallClockTime(by);
    }

    MatchedPostback matched() {
        return matched.readValue();
    }

    List<MatchedPostback> allMatched() {
        return matched.readValuesToList();
    }

    TestRecord<String, MatchedPostback> matchedRecord() {
        return matched.readRecord();
    }

    /** Why the next postback is credited to nobody. */
    Unmatched unmatched() {
        return matched.readValue().getUnmatched();
    }

    TestRecord<byte[], byte[]> deadLetter() {
        return deadLetters.readRecord();
    }

    boolean isSilent() {
        return matched.isEmpty();
    }

    double held() {
        return meters.get("ricochet.match.held").gauge().value();
    }

    long heldInStore() {
        try (var all = driver.<Object, Object>getKeyValueStore(MatchTopology.EARLY_STORE)
                .all()) {
            long count = 0;
            while (all.hasNext()) {
                all.next();
                count++;
            }
            return count;
        }
    }

    @Override
    public void close() {
        driver.close();
    }

    private static String keyOf(Postback postback) {
        String clickId = postback.getClickId();
        return clickId == null ? postback.getReceiptId() : clickId;
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), serdes.of(topic).serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), serdes.of(topic).deserializer());
    }

    /** A broker whose answer is in the test's hand; at first it gives none. */
    static final class FakeClicksEnd implements ClicksEnd {

        private @Nullable Measurement measured;

        void reaches(long end, Instant at) {
            measured = new Measurement(at.toEpochMilli(), 0, end);
        }

        @Override
        public @Nullable Measurement since(int partition, long millis) {
            Measurement last = measured;
            return last != null && last.atMillis() >= millis ? last : null;
        }
    }
}
