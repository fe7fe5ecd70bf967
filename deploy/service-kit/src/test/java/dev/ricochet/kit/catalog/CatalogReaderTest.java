package dev.ricochet.kit.catalog;

import static dev.ricochet.kit.catalog.Entries.advertiser;
import static dev.ricochet.kit.catalog.Entries.affiliate;
import static dev.ricochet.kit.catalog.Entries.endpoint;
import static dev.ricochet.kit.catalog.Entries.tier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.serde.UnregisteredSchemaException;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final RecordSerdes serdes = new RecordSerdes(registry);
    private final ServiceRuntime runtime = ServiceRuntime.forTest("sample");
    private final AtomicReference<Instant> now = new AtomicReference<>(ScriptedTopics.NOW);
    private final InstantSource clock = now::get;

    @BeforeEach
    void registerSchemas() throws Exception {
        for (Topic<?> topic : ScriptedTopics.ALL) {
            registry.register(topic.subject(), new AvroSchema(SpecificData.get().getSchema(topic.type())));
        }
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void shouldBeReadyOnceAllTopicsAreRead() throws Exception {
        ScriptedTopics topics = new ScriptedTopics(serdes)
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 1))
                .with(Topics.AFFILIATES, "aff-1", affiliate("aff-1"))
                .with(Topics.ENDPOINTS, "ep-1", endpoint("ep-1", "aff-1"));

        CatalogReader reader = read(topics);

        assertThat(reader.current()).isNotNull();
        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        assertThat(readiness()).isEqualTo(Readiness.ready());
        assertThat(reader.current().advertiser("acme")).isEqualTo(advertiser("acme", 1));
        assertThat(reader.current().affiliate("aff-1")).isEqualTo(affiliate("aff-1"));
        assertThat(reader.current().endpointsOf("aff-1")).containsExactly(endpoint("ep-1", "aff-1"));
    }

    @Test
    void shouldBeReadyOnEmptyTopics() throws Exception {
        CatalogReader reader = read(new ScriptedTopics(serdes));

        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
    }

    @Test
    void shouldKeepTheNewestVersionOfAnEntry() throws Exception {
        CatalogReader reader = read(new ScriptedTopics(serdes)
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 1))
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 2)));

        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        assertThat(reader.current().advertisers()).containsExactly(advertiser("acme", 2));
    }

    @Test
    void shouldFollowChangesAndLeaveEarlierCatalogsAsTheyWere() throws Exception {
        ScriptedTopics topics = new ScriptedTopics(serdes).with(Topics.AFFILIATES, "aff-1", affiliate("aff-1"));
        CatalogReader reader = read(topics);
        reader.awaitFirstRead(PATIENCE);
        Catalog before = reader.current();

        topics.append(Topics.AFFILIATES, "aff-2", affiliate("aff-2"));
        topics.append(Topics.AFFILIATES, "aff-1", null);

        await().until(() -> reader.current().affiliate("aff-1") == null);
        assertThat(reader.current().affiliates()).containsExactly(affiliate("aff-2"));
        assertThat(before.affiliates()).containsExactly(affiliate("aff-1"));
    }

    @Test
    void shouldWaitUntilItHasReadAsFarAsIsAsked() throws Exception {
        ScriptedTopics topics = new ScriptedTopics(serdes).with(Topics.AFFILIATES, "aff-1", affiliate("aff-1"));
        CatalogReader reader = read(topics);
        TopicPartition affiliates = new TopicPartition(Topics.AFFILIATES.name(), 0);

        assertThat(reader.awaitReached(Map.of(affiliates, 1L), PATIENCE)).isTrue();
        assertThat(reader.current().affiliate("aff-1")).isNotNull();
        assertThat(reader.awaitReached(Map.of(affiliates, 2L), Duration.ofMillis(1)))
                .isFalse();

        topics.append(Topics.AFFILIATES, "aff-2", affiliate("aff-2"));
        assertThat(reader.awaitReached(Map.of(affiliates, 2L), PATIENCE)).isTrue();
        assertThat(reader.current().affiliate("aff-2")).isNotNull();
    }

    @Test
    void shouldTellWhatWasInForceAtAnyTimeSinceTheTopicBegins() throws Exception {
        CatalogReader reader = read(new ScriptedTopics(serdes)
                .at(minute(0))
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 1, minute(0)))
                .at(minute(10))
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 2, minute(10)))
                .at(minute(20))
                .without(Topics.ADVERTISERS, "acme")
                .at(minute(30))
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 1, minute(30))));

        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        Catalog catalog = reader.current();
        assertThat(catalog.at(minute(-5)).advertiser("acme")).isEqualTo(advertiser("acme", 1, minute(0)));
        assertThat(catalog.at(minute(9)).advertiser("acme")).isEqualTo(advertiser("acme", 1, minute(0)));
        assertThat(catalog.at(minute(10)).advertisers()).containsExactly(advertiser("acme", 2, minute(10)));
        assertThat(catalog.at(minute(20)).advertiser("acme")).isNull();
        assertThat(catalog.at(minute(25)).advertisers()).isEmpty();
        assertThat(catalog.at(minute(30)).advertiser("acme")).isEqualTo(advertiser("acme", 1, minute(30)));
    }

    @Test
    void shouldPutAPlannedVersionIntoForceWhenItsTimeComes() throws Exception {
        Instant later = ScriptedTopics.NOW.plusSeconds(3600);
        ScriptedTopics topics = new ScriptedTopics(serdes)
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 1, ScriptedTopics.NOW))
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 2, later))
                .with(Topics.ADVERTISERS, "beta", advertiser("beta", 1, later));
        CatalogReader reader = read(topics);
        reader.awaitFirstRead(PATIENCE);

        assertThat(reader.current().advertisers()).containsExactly(advertiser("acme", 1, ScriptedTopics.NOW));
        assertThat(reader.current().newest().advertisers())
                .containsExactly(advertiser("acme", 2, later), advertiser("beta", 1, later));

        now.set(later);

        await().untilAsserted(() -> assertThat(reader.current().advertisers())
                .containsExactly(advertiser("acme", 2, later), advertiser("beta", 1, later)));
    }

    @Test
    void shouldHaveAnAffiliateOnNoTierBeforeItsFirst() throws Exception {
        CatalogReader reader = read(new ScriptedTopics(serdes)
                .at(minute(10))
                .with(Topics.AFFILIATE_TIERS, "aff-1", tier("aff-1", "gold", minute(10)))
                .at(minute(20))
                .with(Topics.AFFILIATE_TIERS, "aff-1", tier("aff-1", null, minute(20))));

        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        Catalog catalog = reader.current();
        assertThat(catalog.at(minute(9)).tierOf("aff-1")).isNull();
        assertThat(catalog.at(minute(10)).tierOf("aff-1")).isEqualTo("gold");
        assertThat(catalog.at(minute(20)).tierOf("aff-1")).isNull();
        assertThat(catalog.at(minute(10)).tierOf("aff-2")).isNull();
    }

    private static Instant minute(int minute) {
        return ScriptedTopics.NOW.minusSeconds(3600).plusSeconds(60L * minute);
    }

    @Test
    void shouldTellListenersOfEachCatalog() {
        ScriptedTopics topics = new ScriptedTopics(serdes);
        List<Catalog> heard = new CopyOnWriteArrayList<>();
        CatalogReader reader = read(topics);
        reader.onChange(heard::add);

        await().until(() -> readiness().equals(Readiness.ready()));
        topics.append(Topics.AFFILIATES, "aff-2", affiliate("aff-2"));

        await().until(() -> heard.contains(reader.current()) && reader.current().affiliate("aff-2") != null);
    }

    @Test
    void shouldSkipWhatItCannotDecodeAndKeepTheVersionBefore() throws Exception {
        CatalogReader reader = read(new ScriptedTopics(serdes)
                .with(Topics.ADVERTISERS, "acme", advertiser("acme", 1))
                .withBytes(Topics.ADVERTISERS, "acme", new byte[] {1, 2, 3})
                .withBytes(Topics.ADVERTISERS, null, new byte[] {1, 2, 3})
                .with(Topics.ADVERTISERS, "beta", advertiser("beta", 1)));

        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        assertThat(reader.current().advertisers()).containsExactly(advertiser("acme", 1), advertiser("beta", 1));
        assertThat(runtime.meters()
                        .get("ricochet.catalog.skipped.records")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldNameTheCommandThatCreatesMissingTopics() {
        CatalogReader.start(serdes, () -> new MockConsumer<>("earliest"), runtime, clock);

        await().untilAsserted(
                        () -> assertThat(readiness())
                                .isEqualTo(
                                        Readiness.notReady(
                                                "there are no topics ricochet.advertisers.v1, ricochet.affiliates.v1,"
                                                        + " ricochet.offers.v1, ricochet.endpoints.v1, ricochet.lists.v1, ricochet.rates.v1,"
                                                        + " ricochet.tiers.v1, ricochet.affiliate-tiers.v1, ricochet.conversion-rates.v1: run deploy/ricochet topics apply")));
        assertThat(runtime.failure()).isNull();
    }

    @Test
    void shouldReadAgainWhenTheBrokerWasAwayAndKeepTheCatalogMeanwhile() throws Exception {
        ScriptedTopics before = new ScriptedTopics(serdes).with(Topics.AFFILIATES, "aff-1", affiliate("aff-1"));
        ScriptedTopics after = new ScriptedTopics(serdes).with(Topics.AFFILIATES, "aff-2", affiliate("aff-2"));
        CatalogReader reader = read(before.consumer(), after.consumer());
        reader.awaitFirstRead(PATIENCE);

        before.consumer().setPollException(new TimeoutException("no answer"));

        await().until(() -> before.consumer().closed());
        assertThat(reader.current()).isNotSameAs(Catalog.EMPTY);
        await().untilAsserted(() -> assertThat(reader.current().affiliates()).containsExactly(affiliate("aff-2")));
        assertThat(runtime.failure()).isNull();
        assertThat(runtime.meters()
                        .get("ricochet.catalog.read.retries")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldStopTheServiceForAnErrorThatNoRetryMends() {
        ScriptedTopics topics = new ScriptedTopics(serdes).with(Topics.AFFILIATES, "aff-1", affiliate("aff-1"));
        topics.consumer().setPollException(new AuthorizationException("not allowed"));
        read(topics);

        await().until(() -> runtime.failure() != null);
    }

    @Test
    void shouldStopTheServiceWhenAListenerThrows() throws Exception {
        ScriptedTopics topics = new ScriptedTopics(serdes);
        CatalogReader reader = read(topics);
        reader.awaitFirstRead(PATIENCE);
        reader.onChange(catalog -> {
            throw new IllegalStateException("listener's bug");
        });

        topics.append(Topics.AFFILIATES, "aff-1", affiliate("aff-1"));

        await().until(() -> runtime.failure() != null);
        assertThat(runtime.failure().cause()).hasMessage("listener's bug");
    }

    @Test
    void shouldRefuseToStartWithSchemasThatNobodyRegistered() {
        RecordSerdes ofEmptyRegistry = new RecordSerdes(new MockSchemaRegistryClient());

        assertThatThrownBy(() ->
                        CatalogReader.start(ofEmptyRegistry, () -> new MockConsumer<>("earliest"), runtime, clock))
                .isInstanceOf(UnregisteredSchemaException.class)
                .hasMessageContaining("deploy/ricochet schemas register");
    }

    private CatalogReader read(ScriptedTopics topics) {
        return read(topics.consumer());
    }

    /** Reads with the consumers given, one after the other; the last one for ever. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    private CatalogReader read(MockConsumer<byte[], byte[]>... consumers) {
        Deque<MockConsumer<byte[], byte[]>> left = new ArrayDeque<>(List.of(consumers));
        return CatalogReader.start(serdes, () -> left.size() > 1 ? left.poll() : left.peek(), runtime, clock);
    }

    private Readiness readiness() {
        return runtime.health().report().checks().get("catalog");
    }
}
