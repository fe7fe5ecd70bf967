package dev.ricochet.attribution;

import static dev.ricochet.attribution.stats.Outcomes.aRejection;
import static dev.ricochet.testkit.fixture.Fixtures.CLICK_KEYS;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.aTierOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers share the partitions of the stats. Whichever is asked, with a key, the answer is the same, and is what was
 * written; what lies on neither is not found; a question is passed on once. While partitions move to the second worker, and
 * back when it leaves, every answer is right or says when to come again.
 */
@KafkaTest
class StatsQueriesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int COUNT = 12;
    private static final String KEY = "Bearer rk_reader";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path state;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant now = Instant.now();

    @Test
    void shouldAnswerTheSameWhicheverWorkerIsAsked(KafkaStack kafka) throws Exception {
        kafka.startOver();
        List<Conversion> conversions = write(kafka);
        try (ServiceRuntime first = start(kafka, "one")) {
            await().atMost(PATIENCE).untilAsserted(() -> shouldKnowEverything(List.of(first), conversions));
            shouldAskForAKey(first);
            shouldDescribeItsRoutes(first);
            // From here on partitions move: to the second worker, and back.
            CompletableFuture<ServiceRuntime> starting = CompletableFuture.supplyAsync(() -> start(kafka, "two"));
            await().atMost(PATIENCE).until(() -> shouldNeverAnswerWrongly(first, conversions) && starting.isDone());
            ServiceRuntime second = starting.join();
            try {
                List<ServiceRuntime> both = List.of(first, second);
                await().atMost(PATIENCE)
                        .until(() -> shouldNeverAnswerWrongly(first, conversions)
                                && shouldNeverAnswerWrongly(second, conversions)
                                && bothHaveSome(both, conversions));
                shouldKnowEverything(both, conversions);
                shouldNotKnowWhatIsNot(both);
                shouldPassOnOnce(both, conversions);
            } finally {
                second.close();
            }
            await().atMost(PATIENCE).until(() -> shouldNeverAnswerWrongly(first, conversions));
            shouldKnowEverything(List.of(first), conversions);
        }
    }

    private void shouldAskForAKey(ServiceRuntime worker) throws Exception {
        for (String path : List.of("/receipts/r-0", "/conversions/c", "/affiliates/aff-1/tier", "/stats")) {
            URI uri = uri(worker, "/api/v1" + path);
            HttpResponse<String> without =
                    http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(without.statusCode()).as(path).isEqualTo(401);
            HttpResponse<String> wrong = http.send(
                    HttpRequest.newBuilder(uri)
                            .header("authorization", "Bearer rk_other")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(wrong.statusCode()).as(path).isEqualTo(401);
            assertThat(wrong.body()).doesNotContain("cap_exceeded");
        }
    }

    /**
     * Whether everything was answered. What was not was refused with a time after which to come again; what was is right, in
     * the sums over all workers too.
     */
    private boolean shouldNeverAnswerWrongly(ServiceRuntime worker, List<Conversion> conversions) throws Exception {
        boolean isWhole = true;
        Map<String, HttpResponse<String>> answers = new HashMap<>();
        for (int i = 0; i < COUNT; i++) {
            answers.put("r-" + i, ask(worker, "/api/v1/receipts/r-" + i));
        }
        for (Conversion conversion : conversions) {
            String id = conversion.getConversionId();
            answers.put(id, ask(worker, "/api/v1/conversions/" + id));
        }
        HttpResponse<String> stats = ask(worker, "/api/v1/stats");
        answers.put("stats", stats);
        if (stats.statusCode() == 200) {
            assertThat(JSON.readTree(stats.body()).path("totals").path("clicks").asInt())
                    .isEqualTo(COUNT);
        }
        for (Map.Entry<String, HttpResponse<String>> answer : answers.entrySet()) {
            HttpResponse<String> response = answer.getValue();
            boolean isAnswered = response.statusCode() == 200;
            if (!isAnswered) {
                assertThat(response.statusCode())
                        .as(answer.getKey() + " " + response.body())
                        .isEqualTo(503);
                assertThat(response.headers().firstValue("retry-after")).isPresent();
            }
            isWhole &= isAnswered;
        }
        return isWhole;
    }

    private boolean bothHaveSome(List<ServiceRuntime> both, List<Conversion> conversions) throws Exception {
        for (ServiceRuntime worker : both) {
            int here = 0;
            for (Conversion conversion : conversions) {
                here += passedOn(worker, conversion).statusCode() == 200 ? 1 : 0;
            }
            if (here == 0
                    || here == conversions.size()
                    || ask(worker, "/readyz").statusCode() != 200) {
                return false;
            }
        }
        return true;
    }

    private void shouldKnowEverything(List<ServiceRuntime> workers, List<Conversion> conversions) throws Exception {
        for (ServiceRuntime worker : workers) {
            for (int i = 0; i < COUNT; i++) {
                HttpResponse<String> outcome = ask(worker, "/api/v1/receipts/r-" + i);
                assertThat(outcome.statusCode()).as(outcome.body()).isEqualTo(200);
                assertThat(JSON.readTree(outcome.body()).path("reason").asText())
                        .isEqualTo("cap_exceeded");
            }
            for (Conversion conversion : conversions) {
                HttpResponse<String> history = ask(worker, "/api/v1/conversions/" + conversion.getConversionId());
                assertThat(history.statusCode()).as(history.body()).isEqualTo(200);
                assertThat(JSON.readTree(history.body()).path("versions").findValuesAsText("version"))
                        .containsExactly("1", "2");
                JsonNode ofOne = totals(worker, "?affiliate=" + conversion.getAffiliateId() + "&offer=shoes");
                assertThat(ofOne.path("conversions_by_status").path("APPROVED").asInt())
                        .isEqualTo(1);
                assertThat(ofOne.path("amounts").path(0).path("payout").asText())
                        .isEqualTo("25.00");
                assertThat(ofOne.path("cr").asText()).isEqualTo("1.000000");
            }
            JsonNode all = totals(worker, "?by=day");
            assertThat(all.path("clicks").asInt()).isEqualTo(COUNT);
            assertThat(all.path("conversions").asInt()).isEqualTo(COUNT);
            assertThat(all.path("amounts").path(0).path("payout").asText()).isEqualTo(25 * COUNT + ".00");
            assertThat(JSON.readTree(
                                    ask(worker, "/api/v1/affiliates/aff-1/tier").body())
                            .path("tier")
                            .asText())
                    .isEqualTo("gold");
        }
    }

    private void shouldNotKnowWhatIsNot(List<ServiceRuntime> workers) throws Exception {
        for (ServiceRuntime worker : workers) {
            for (int i = 0; i < 8; i++) {
                assertThat(ask(worker, "/api/v1/receipts/never-" + i).statusCode())
                        .isEqualTo(404);
                assertThat(ask(worker, "/api/v1/conversions/never-" + i).statusCode())
                        .isEqualTo(404);
            }
            assertThat(ask(worker, "/api/v1/affiliates/never/tier").statusCode())
                    .isEqualTo(404);
            HttpResponse<String> wrong = ask(worker, "/api/v1/stats?by=week");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(totals(worker, "?affiliate=never").path("clicks").asInt())
                    .isZero();
        }
    }

    /** Each conversion lies on exactly one of two: as a passed-on question one answers, the other says come again. */
    private void shouldPassOnOnce(List<ServiceRuntime> both, List<Conversion> conversions) throws Exception {
        Set<Integer> answered = new TreeSet<>();
        for (Conversion conversion : conversions) {
            Map<Integer, HttpResponse<String>> answers = new HashMap<>();
            for (ServiceRuntime worker : both) {
                HttpResponse<String> answer = passedOn(worker, conversion);
                answers.put(worker.management().port(), answer);
                if (answer.statusCode() == 200) {
                    answered.add(worker.management().port());
                } else {
                    assertThat(answer.headers().firstValue("retry-after")).isPresent();
                }
            }
            assertThat(answers.values().stream().map(HttpResponse::statusCode).toList())
                    .containsExactlyInAnyOrder(200, 503);
        }
        assertThat(answered).as("both have some").hasSize(2);
    }

    private void shouldDescribeItsRoutes(ServiceRuntime worker) throws Exception {
        JsonNode document = JSON.readTree(ask(worker, "/api/v1/openapi.json").body());
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(described)
                .isEqualTo(worker.management().router().getRoutes().stream()
                        .map(Route::getName)
                        .filter(Objects::nonNull)
                        .filter(name -> name.contains(" /api/v1/"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private List<Conversion> write(KafkaStack kafka) {
        kafka.send(Topics.AFFILIATE_TIERS, "aff-1", aTierOf("aff-1", "gold", now));
        List<Conversion> conversions = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String affiliate = "aff-" + i;
            var click = aClick().by(affiliate).at(now).build();
            kafka.send(Topics.CLICKS, click.getClickId(), click);
            kafka.send(Topics.POSTBACK_OUTCOMES, "r-" + i, aRejection("r-" + i, "cap_exceeded"));
            Conversion conversion = Conversion.newBuilder(
                            aConversion().by(affiliate).changedAt(now).build())
                    .setConvertedAt(now)
                    .build();
            kafka.send(Topics.CONVERSIONS, conversion.getConversionId(), conversion);
            kafka.send(
                    Topics.CONVERSIONS,
                    conversion.getConversionId(),
                    aChangeOf(conversion).payout("25").build());
            conversions.add(conversion);
        }
        return conversions;
    }

    private ServiceRuntime start(KafkaStack kafka, String name) {
        return Service.start(
                AttributionMain.SERVICE,
                Map.of(
                        "RICOCHET_KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "RICOCHET_SCHEMA_REGISTRY_URL",
                        kafka.registryUrl(),
                        "RICOCHET_STATE_DIR",
                        state.resolve(name).toString(),
                        "RICOCHET_MANAGEMENT_PORT",
                        "0",
                        "RICOCHET_CLICK_KEYS",
                        CLICK_KEYS,
                        "RICOCHET_STATS_INTERVAL",
                        "200ms",
                        "RICOCHET_STATS_API_KEYS_FILE",
                        keys().toString(),
                        "RICOCHET_ROLES",
                        "stats"),
                AttributionConfig::from,
                AttributionMain::start);
    }

    /** One reader, whose key's hash stands there. */
    private Path keys() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(KEY.substring("Bearer ".length()).getBytes(UTF_8));
            return Files.writeString(
                    state.resolve("api-keys"), "rob read " + HexFormat.of().formatHex(hash) + "\n");
        } catch (IOException | NoSuchAlgorithmException failed) {
            throw new AssertionError(failed);
        }
    }

    private JsonNode totals(ServiceRuntime worker, String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(worker, "/api/v1/stats" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("totals");
    }

    private HttpResponse<String> ask(ServiceRuntime worker, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(worker, path))
                        .header("authorization", KEY)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> passedOn(ServiceRuntime worker, Conversion conversion)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(worker, "/api/v1/conversions/" + conversion.getConversionId()))
                        .header("authorization", KEY)
                        .header("ricochet-passed-on", "1")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(ServiceRuntime worker, String path) {
        return URI.create("http://127.0.0.1:" + worker.management().port() + path);
    }
}
