package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.event.AuditAction;
import dev.ricochet.schemas.event.AuditEvent;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog over HTTP, with a real broker behind it. */
@KafkaTest
class AdminApiIT {

    @TempDir
    private Path directory;

    @Test
    void shouldCreateChangeShowAndDeleteWithAnAuditEventForEach(KafkaStack kafka) throws Exception {
        kafka.startOver();
        try (RunningGateway gateway = start(kafka)) {
            HttpResponse<String> created = gateway.admin(
                    "PUT", "/api/v1/advertisers/acme", """
                    {"token": "s3cret", "require": ["token"]}""", "Authorization", Keys.ADMIN, "If-None-Match", "*");
            assertThat(created.statusCode()).isEqualTo(201);

            HttpResponse<String> shown = get(gateway, "/api/v1/advertisers/acme");
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(tag(shown)).isEqualTo(tag(created)).startsWith("\"1-");
            assertThat(new JsonObject(shown.body()).getString("token")).isEqualTo("<kept>");

            HttpResponse<String> changed = gateway.admin(
                    "PUT",
                    "/api/v1/advertisers/acme",
                    new JsonObject(shown.body()).put("name", "Acme").encode(),
                    "Authorization",
                    Keys.ADMIN,
                    "If-Match",
                    tag(shown));
            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(tag(changed)).startsWith("\"2-");

            HttpResponse<String> same = gateway.admin(
                    "PUT", "/api/v1/advertisers/acme", changed.body(), "Authorization", Keys.ADMIN, "If-Match", "*");
            assertThat(tag(same)).isEqualTo(tag(changed));

            HttpResponse<String> rotated = gateway.admin(
                    "PUT",
                    "/api/v1/advertisers/acme",
                    new JsonObject(changed.body()).put("token", "n3w-s3cret").encode(),
                    "Authorization",
                    Keys.ADMIN,
                    "If-Match",
                    tag(changed));
            assertThat(rotated.statusCode()).isEqualTo(200);

            HttpResponse<String> deleted = gateway.admin(
                    "DELETE", "/api/v1/advertisers/acme", null, "Authorization", Keys.ADMIN, "If-Match", tag(rotated));
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(get(gateway, "/api/v1/advertisers/acme").statusCode()).isEqualTo(404);

            HttpResponse<String> again = gateway.admin(
                    "PUT",
                    "/api/v1/advertisers/acme",
                    created.body().replace("<kept>", "an0ther"),
                    "Authorization",
                    Keys.ADMIN,
                    "If-None-Match",
                    "*");
            assertThat(again.statusCode()).isEqualTo(201);
            HttpResponse<String> outdated = gateway.admin(
                    "DELETE", "/api/v1/advertisers/acme", null, "Authorization", Keys.ADMIN, "If-Match", tag(created));
            assertThat(outdated.statusCode()).isEqualTo(412);
        }

        List<Advertiser> written = values(kafka.consumeAll(Topics.ADVERTISERS));
        assertThat(written).extracting(Advertiser::getVersion).containsExactly(1, 2, 3, 1);
        assertThat(written)
                .extracting(Advertiser::getToken)
                .containsExactly("s3cret", "s3cret", "n3w-s3cret", "an0ther");
        List<AuditEvent> audit = values(kafka.consumeAll(Topics.AUDIT));
        assertThat(audit)
                .extracting(AuditEvent::getAction)
                .containsExactly(
                        AuditAction.CREATED,
                        AuditAction.CHANGED,
                        AuditAction.CHANGED,
                        AuditAction.DELETED,
                        AuditAction.CREATED);
        assertThat(audit).extracting(AuditEvent::getActor).containsOnly("ann");
        assertThat(audit).extracting(AuditEvent::getIp).containsOnly("127.0.0.1");
        assertThat(audit).extracting(AuditEvent::getVersion).containsExactly(1, 2, 3, null, 1);
        assertThat(audit.get(2).getAfter()).contains("\"token\":\"<changed>\"");
        assertThat(audit.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldServeWhatWasChangedAtOnce(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        try (RunningGateway gateway = start(kafka)) {
            assertThat(gateway.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);

            HttpResponse<String> paused = gateway.admin(
                    "PUT",
                    "/api/v1/affiliates/aff-1",
                    "{\"status\": \"paused\"}",
                    "Authorization",
                    Keys.ADMIN,
                    "If-Match",
                    tag(get(gateway, "/api/v1/affiliates/aff-1")));

            assertThat(paused.statusCode()).isEqualTo(200);
            assertThat(gateway.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void shouldRefuseWithEveryProblemAndChangeNothing(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        try (RunningGateway gateway = start(kafka)) {
            HttpResponse<String> invalid = gateway.admin(
                    "PUT", "/api/v1/offers/boots", """
                    {"id": "other", "advertiser": "nobody", "landing_url": "https://x.example/?c={what}", "currency": "XXY",
                     "goals": [], "colour": "red"}""", "Authorization", Keys.ADMIN, "If-None-Match", "*");
            HttpResponse<String> inUse = gateway.admin(
                    "DELETE", "/api/v1/advertisers/acme", null, "Authorization", Keys.ADMIN, "If-Match", "*");
            HttpResponse<String> outdated = gateway.admin(
                    "PUT", "/api/v1/affiliates/aff-1", "{}", "Authorization", Keys.ADMIN, "If-Match", "\"7\"");
            HttpResponse<String> blind =
                    gateway.admin("PUT", "/api/v1/affiliates/aff-1", "{}", "Authorization", Keys.ADMIN);
            HttpResponse<String> tooLow = gateway.admin(
                    "PUT", "/api/v1/affiliates/aff-1", "{}", "Authorization", Keys.READ, "If-Match", "\"1\"");

            assertThat(invalid.statusCode()).isEqualTo(422);
            assertThat(new JsonObject(invalid.body())
                            .getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("path")))
                    .containsExactlyInAnyOrder("id", "advertiser", "landing_url", "currency", "goals", "colour");
            assertThat(inUse.statusCode()).isEqualTo(409);
            assertThat(inUse.body()).contains("offers/shoes");
            assertThat(outdated.statusCode()).isEqualTo(412);
            assertThat(blind.statusCode()).isEqualTo(428);
            assertThat(tooLow.statusCode()).isEqualTo(403);
            assertThat(kafka.consumeAll(Topics.OFFERS)).hasSize(1);
            assertThat(kafka.consumeAll(Topics.AUDIT)).isEmpty();
        }
    }

    @Test
    void shouldLetOnlyOneOfManyWinAVersionAlsoOnTwoGateways(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (RunningGateway one = start(kafka);
                RunningGateway two = start(kafka)) {
            String seen = tag(get(one, "/api/v1/affiliates/aff-1"));
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RunningGateway gateway = i % 2 == 0 ? one : two;
                String body = new JsonObject().put("name", "caller " + i).encode();
                Callable<Integer> put = () -> gateway.admin(
                                "PUT", "/api/v1/affiliates/aff-1", body, "Authorization", Keys.ADMIN, "If-Match", seen)
                        .statusCode();
                answers.add(callers.submit(put));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }

            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 412).hasSize(7);
        } finally {
            callers.shutdownNow();
        }
        assertThat(values(kafka.consumeAll(Topics.AFFILIATES)))
                .extracting(Affiliate::getVersion)
                .containsExactly(1, 2);
        assertThat(kafka.consumeAll(Topics.AUDIT)).hasSize(1);
    }

    @Test
    void shouldTakeTurnsWithWhoeverAppliesACatalogFile(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        CatalogTopics file = new CatalogTopics(kafka.connection());
        try (RunningGateway gateway = start(kafka)) {
            HttpResponse<String> changed = gateway.admin(
                    "PUT",
                    "/api/v1/affiliates/aff-1",
                    "{\"name\": \"One\"}",
                    "Authorization",
                    Keys.ADMIN,
                    "If-Match",
                    tag(get(gateway, "/api/v1/affiliates/aff-1")));
            file.apply("affiliates: [{id: aff-1, name: Two}, {id: aff-2}]", false);
            HttpResponse<String> outdated = gateway.admin(
                    "PUT", "/api/v1/affiliates/aff-1", "{}", "Authorization", Keys.ADMIN, "If-Match", tag(changed));
            HttpResponse<String> newest = gateway.admin(
                    "PUT", "/api/v1/affiliates/aff-1", "{}", "Authorization", Keys.ADMIN, "If-Match", tag(outdated));

            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(outdated.statusCode()).isEqualTo(412);
            assertThat(tag(newest)).startsWith("\"4-");
            assertThat(get(gateway, "/api/v1/affiliates/aff-2").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldPageThroughALongList(KafkaStack kafka) throws Exception {
        kafka.startOver();
        for (int i = 0; i < 25; i++) {
            String id = "aff-%02d".formatted(i);
            kafka.send(Topics.AFFILIATES, id, anAffiliate(id).build());
        }
        try (RunningGateway gateway = start(kafka)) {
            List<String> seen = new ArrayList<>();
            String next = "";
            while (next != null) {
                JsonObject page = new JsonObject(get(gateway, "/api/v1/affiliates?limit=10&after=" + next)
                        .body());
                page.getJsonArray("items").forEach(item -> seen.add(((JsonObject) item).getString("id")));
                next = page.getString("next");
            }

            assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
            assertThat(get(gateway, "/api/v1/affiliates?limit=0").statusCode()).isEqualTo(400);
            assertThat(get(gateway, "/api/v1/affiliates?colour=red").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void shouldReadItsKeysAgainWhenTheFileChanges(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        try (RunningGateway gateway = start(kafka)) {
            assertThat(get(gateway, "/api/v1/offers").statusCode()).isEqualTo(200);

            java.nio.file.Files.writeString(directory.resolve("api-keys"), Keys.line("eve", "admin", "rk_other"));

            await().until(() -> get(gateway, "/api/v1/offers").statusCode() == 401);
            assertThat(gateway.admin("GET", "/api/v1/offers", null, "Authorization", "Bearer rk_other")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private RunningGateway start(KafkaStack kafka) throws Exception {
        return RunningGateway.start(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                Map.of("RICOCHET_GATEWAY_API_KEYS_FILE", Keys.file(directory)));
    }

    @Test
    void shouldWriteDecisionsByOfferWithOneAuditEventAndTellWhatBecameOfThem(KafkaStack kafka) throws Exception {
        kafka.startOver();
        String batch = "01938f3a-7c1e-7000-8000-00000000000b";
        try (RunningGateway gateway = start(kafka)) {
            String body = """
                    {"batch_id": "%s", "reason": "paid", "decisions": [
                      {"conversion_id": "c-1", "offer_id": "shoes", "action": "approve"}]}""".formatted(batch);
            HttpResponse<String> given =
                    gateway.admin("POST", "/api/v1/conversions:decide", body, "Authorization", Keys.ADMIN);
            assertThat(given.statusCode()).isEqualTo(202);
            JsonObject pending =
                    new JsonObject(get(gateway, "/api/v1/decisions/" + batch + "?since=2020-01-01T00:00:00Z")
                            .body());
            assertThat(pending.getString("state")).isEqualTo("pending");

            ManualDecision decision = values(kafka.consumeAll(Topics.DECISIONS)).get(0);
            kafka.send(
                    Topics.DECISION_OUTCOMES,
                    batch,
                    DecisionOutcome.newBuilder()
                            .setDecisionId(decision.getDecisionId())
                            .setBatchId(batch)
                            .setBatchSize(1)
                            .setConversionId("c-1")
                            .setOfferId("shoes")
                            .setAction(decision.getAction())
                            .setResult(DecisionResult.APPLIED)
                            .setConversionVersion(2)
                            .setActor(decision.getActor())
                            .setDecidedAt(decision.getDecidedAt())
                            .build());
            JsonObject complete =
                    new JsonObject(get(gateway, "/api/v1/decisions/" + batch + "?since=2020-01-01T00:00:00Z")
                            .body());
            assertThat(complete.getString("state")).isEqualTo("complete");
            assertThat(complete.getJsonArray("decisions").getJsonObject(0).getString("result"))
                    .isEqualTo("APPLIED");
        }
        assertThat(kafka.consumeAll(Topics.DECISIONS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("shoes");
            assertThat(record.value().getReason()).isEqualTo("paid");
            assertThat(record.value().getActor()).isEqualTo("ann");
        });
        assertThat(values(kafka.consumeAll(Topics.AUDIT))).singleElement().satisfies(event -> {
            assertThat(event.getAction()).isEqualTo(AuditAction.DECIDED);
            assertThat(event.getKind()).isEqualTo("decisions");
            assertThat(event.getId()).isEqualTo(batch);
            assertThat(event.getAfter()).contains("c-1");
        });
    }

    private static HttpResponse<String> get(RunningGateway gateway, String path) throws Exception {
        return gateway.admin("GET", path, null, "Authorization", Keys.READ);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("etag").orElseThrow();
    }

    private static void applyCatalog(KafkaStack kafka) {
        kafka.startOver();
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        kafka.send(Topics.AFFILIATES, "aff-1", anAffiliate("aff-1").build());
        kafka.send(Topics.OFFERS, "shoes", anOffer("shoes").build());
    }

    private static <V> List<V> values(List<ConsumerRecord<String, V>> records) {
        return records.stream()
                .map(ConsumerRecord::value)
                .filter(value -> value != null)
                .toList();
    }
}
