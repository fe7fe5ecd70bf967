package dev.ricochet.attribution.stats.topology;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;

import dev.ricochet.attribution.stats.StatsApp;
import dev.ricochet.attribution.stats.StatsMeters;
import dev.ricochet.attribution.stats.StatsSettings;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The stats on a topology test driver, with the clock in hand. */
public final class StatsDriver implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    static final Duration RETENTION = Duration.ofDays(60);
    static final Duration QUERY_RETENTION = Duration.ofDays(30);

    private static final StatsSettings SETTINGS =
            new StatsSettings(INTERVAL, RETENTION, QUERY_RETENTION, 1, null, null);
    public static final RecordSerdes RECORDS = registered();

    final MeterRegistry meters = new SimpleMeterRegistry();
    Catalog catalog = Catalog.EMPTY;
    boolean caughtUp = true;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, Click> clicks;
    private final TestInputTopic<String, Conversion> conversions;
    private final TestInputTopic<String, PostbackOutcome> outcomes;
    private final TestOutputTopic<String, HourlyStats> hours;
    private final TestOutputTopic<String, AffiliateTier> tiers;
    private final TestOutputTopic<String, ConversionRate> rates;
    private final Map<String, HourlyStats> newest = new LinkedHashMap<>();

    StatsDriver(Path state) {
        StatsApp app = new StatsApp(
                RECORDS,
                new StatsTopology.Parts(SETTINGS, new StatsMeters(meters), () -> catalog, () -> caughtUp),
                null);
        Properties properties = new Properties();
        properties.putAll(app.properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "ricochet-stats");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(app.topology(), properties, NOON);
        clicks = input(Topics.CLICKS);
        conversions = input(Topics.CONVERSIONS);
        outcomes = input(Topics.POSTBACK_OUTCOMES);
        hours = driver.createOutputTopic(
                Topics.STATS_HOURLY.name(),
                new StringDeserializer(),
                RECORDS.of(Topics.STATS_HOURLY).deserializer());
        tiers = driver.createOutputTopic(
                Topics.AFFILIATE_TIERS.name(),
                new StringDeserializer(),
                RECORDS.of(Topics.AFFILIATE_TIERS).deserializer());
        rates = driver.createOutputTopic(
                Topics.CONVERSION_RATES.name(),
                new StringDeserializer(),
                RECORDS.of(Topics.CONVERSION_RATES).deserializer());
    }

    static StatsTopology.Parts parts() {
        return new StatsTopology.Parts(
                SETTINGS, new StatsMeters(new SimpleMeterRegistry()), () -> Catalog.EMPTY, () -> true);
    }

    void click(Click click) {
        clicks.pipeInput(click.getClickId(), click, click.getClickedAt());
    }

    void conversion(Conversion version) {
        conversions.pipeInput(version.getConversionId(), version, version.getChangedAt());
    }

    void outcome(PostbackOutcome outcome) {
        outcomes.pipeInput(outcome.getReceiptId(), outcome, outcome.getReceivedAt());
    }

    /** Lets both stages hand on. */
    void rounds() {
        passes(INTERVAL);
        passes(INTERVAL);
    }

    void passes(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** The records written since this was last asked. */
    List<HourlyStats> written() {
        List<KeyValue<String, HourlyStats>> records = hours.readKeyValuesToList();
        records.forEach(record -> newest.put(record.key, record.value));
        return records.stream().map(record -> record.value).toList();
    }

    /** The changes of rates since this was last asked. */
    List<ConversionRate> rates() {
        return rates.readValuesToList();
    }

    List<AffiliateTier> tiers() {
        return tiers.readValuesToList();
    }

    /** The newest record of each key. */
    Map<String, HourlyStats> newest() {
        written();
        return newest;
    }

    long keysIn(StatsStore<?, ?> store) {
        try (KeyValueIterator<?, ?> all = driver.getKeyValueStore(store.name()).all()) {
            long keys = 0;
            while (all.hasNext()) {
                all.next();
                keys++;
            }
            return keys;
        }
    }

    @Override
    public void close() {
        driver.close();
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), RECORDS.of(topic).serializer());
    }

    private static RecordSerdes registered() {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        try {
            SchemaRegistrar.register(registry);
        } catch (IOException | RestClientException impossible) {
            throw new AssertionError("a registry in memory refuses nothing", impossible);
        }
        return new RecordSerdes(registry);
    }
}
