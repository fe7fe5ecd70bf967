package dev.ricochet.testkit;

import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit's catalog reader on a real broker and registry. It stands here because the kit cannot depend on them. */
@KafkaTest
class CatalogReaderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServiceRuntime runtime = ServiceRuntime.forTest("catalog-reader-it");

    @BeforeEach
    void startOver(KafkaStack stack) {
        stack.startOver();
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void shouldReadWhatIsThereAndFollowWhatChanges(KafkaStack stack) throws Exception {
        Affiliate first = anAffiliate("aff-1").build();
        Affiliate blocked = anAffiliate("aff-1").version(2).blocked().build();
        Endpoint endpoint = anEndpoint("ep-1").build();
        stack.send(Topics.AFFILIATES, "aff-1", first);
        stack.send(Topics.ENDPOINTS, "ep-1", endpoint);

        CatalogReader reader = CatalogReader.start(stack.connection(), runtime);
        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        assertThat(reader.current().affiliate("aff-1")).isEqualTo(first);
        assertThat(reader.current().endpointsOf(endpoint.getAffiliateId())).containsExactly(endpoint);

        stack.send(Topics.AFFILIATES, "aff-1", blocked);
        await().atMost(PATIENCE).until(() -> blocked.equals(reader.current().affiliate("aff-1")));

        stack.send(Topics.ENDPOINTS, "ep-1", null);
        await().atMost(PATIENCE).until(() -> reader.current().endpoints().isEmpty());
        assertThat(runtime.failure()).isNull();
    }

    @Test
    void shouldTellWhatWasInForceFromWhatTheBrokerKeeps(KafkaStack stack) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant changed = now.minus(Duration.ofHours(2));
        Instant deleted = now.minus(Duration.ofHours(1));
        Instant planned = now.plus(Duration.ofDays(1));
        Offer first = anOffer("shoes").version(1).build();
        Offer second = anOffer("shoes").version(2).since(changed).build();
        Offer later = anOffer("boots").version(1).since(planned).build();
        stack.send(Topics.OFFERS, "shoes", first, changed.minusSeconds(60));
        stack.send(Topics.OFFERS, "shoes", second, changed);
        stack.send(Topics.OFFERS, "shoes", null, deleted);
        stack.send(Topics.OFFERS, "boots", later, now);

        CatalogReader reader = CatalogReader.start(stack.connection(), runtime);

        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        Catalog catalog = reader.current();
        assertThat(catalog.offers()).isEmpty();
        assertThat(shoesAt(changed.minusMillis(1), catalog)).isEqualTo(1);
        assertThat(shoesAt(changed, catalog)).isEqualTo(2);
        assertThat(catalog.at(deleted).offers()).isEmpty();
        assertThat(catalog.at(planned).offers()).extracting(Offer::getId).containsExactly("boots");
        assertThat(catalog.newest().offers()).extracting(Offer::getId).containsExactly("boots");
        assertThat(setting(stack, Topics.OFFERS.name(), TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG))
                .isEqualTo(Long.toString(Topics.CATALOG_HISTORY.toMillis()));
    }

    private static int shoesAt(Instant time, Catalog catalog) {
        return Objects.requireNonNull(catalog.at(time).offer("shoes")).getVersion();
    }

    private static String setting(KafkaStack stack, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                stack.admin().describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }

    @Test
    void shouldWaitForTopicsThatDoNotExistYet(KafkaStack stack) throws Exception {
        stack.admin()
                .deleteTopics(List.of(Topics.OFFERS.name(), Topics.ENDPOINTS.name()))
                .all()
                .get();

        CatalogReader reader = CatalogReader.start(stack.connection(), runtime);

        await().atMost(PATIENCE)
                .until(() -> reason().contains("there are no topics ricochet.offers.v1, ricochet.endpoints.v1")
                        && reason().contains("deploy/ricochet topics apply"));
        stack.applyTopicsAndSchemas();
        assertThat(reader.awaitFirstRead(PATIENCE)).isTrue();
        assertThat(reason()).isEmpty();
        assertThat(runtime.failure()).isNull();
    }

    @Test
    void shouldNotBeReadyWhileNoBrokerAnswers(KafkaStack stack) {
        KafkaConnection nobody = new KafkaConnection(
                "127.0.0.1:1",
                stack.registryUrl(),
                Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "400"));

        CatalogReader reader = CatalogReader.start(nobody, runtime);

        await().atMost(PATIENCE).until(() -> reason().contains("broker or registry does not answer"));
        assertThat(reader.current().affiliates()).isEmpty();
        assertThat(runtime.failure()).isNull();
    }

    @Test
    void shouldReadABigCatalogInOneGo(KafkaStack stack) throws Exception {
        int size = 100_000;
        try (KafkaProducer<String, Affiliate> producer = stack.producer(Topics.AFFILIATES)) {
            for (int i = 0; i < size; i++) {
                String id = "aff-" + i;
                producer.send(new ProducerRecord<>(
                        Topics.AFFILIATES.name(), id, anAffiliate(id).build()));
            }
        }

        CatalogReader reader = CatalogReader.start(stack.connection(), runtime);

        assertThat(reader.awaitFirstRead(Duration.ofSeconds(20))).isTrue();
        assertThat(reader.current().affiliates()).hasSize(size);
    }

    private String reason() {
        Readiness readiness =
                Objects.requireNonNull(runtime.health().report().checks().get("catalog"));
        return readiness instanceof Readiness.NotReady notReady ? notReady.why() : "";
    }
}
