package dev.ricochet.attribution;

import static dev.ricochet.attribution.stats.Outcomes.aRejection;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.aTierOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.vertx.ext.web.Route;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path state;

    private final Instant now = Instant.now();

    @Test
    void shouldAnswerTheSameWhicheverWorkerIsAsked(KafkaStack kafka) throws Exception {
        kafka.startOver();
        List<Conversion> conversions = write(kafka);
        try (StatsWorker first = StatsWorker.start(kafka, state, "one")) {
            await().atMost(PATIENCE).untilAsserted(() -> shouldKnowEverything(List.of(first), conversions));
            shouldAskForAKey(first);
            shouldDescribeItsRoutes(first);
            // From here on partitions move: to the second worker, and back.
            CompletableFuture<StatsWorker> starting =
                    CompletableFuture.supplyAsync(() -> StatsWorker.start(kafka, state, "two"));
            await().atMost(PATIENCE).until(() -> shouldNeverAnswerWrongly(first, conversions) && starting.isDone());
            StatsWorker second = starting.join();
            try {
                List<StatsWorker> both = List.of(first, second);
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

    private void shouldAskForAKey(StatsWorker worker) throws Exception {
        for (String path : List.of("/receipts/r-0", "/conversions/c", "/affiliates/aff-1/tier", "/stats")) {
            assertThat(worker.askWith(null, "/api/v1" + path).statusCode())
                    .as(path)
                    .isEqualTo(401);
            HttpResponse<String> wrong = worker.askWith("rk_other", "/api/v1" + path);
            assertThat(wrong.statusCode()).as(path).isEqualTo(401);
            assertThat(wrong.body()).doesNotContain("cap_exceeded");
        }
    }

    /**
     * Whether everything was answered. What was not was refused with a time after which to come again; what was is right, in
     * the sums over all workers too.
     */
    private boolean shouldNeverAnswerWrongly(StatsWorker worker, List<Conversion> conversions) throws Exception {
        boolean isWhole = true;
        Map<String, HttpResponse<String>> answers = new HashMap<>();
        for (int i = 0; i < COUNT; i++) {
            answers.put("r-" + i, worker.ask("/api/v1/receipts/r-" + i));
        }
        for (Conversion conversion : conversions) {
            String id = conversion.getConversionId();
            answers.put(id, worker.ask("/api/v1/conversions/" + id));
        }
        HttpResponse<String> stats = worker.ask("/api/v1/stats");
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

    private boolean bothHaveSome(List<StatsWorker> both, List<Conversion> conversions) throws Exception {
        for (StatsWorker worker : both) {
            int here = 0;
            for (Conversion conversion : conversions) {
                here += worker.passedOn(conversion).statusCode() == 200 ? 1 : 0;
            }
            if (here == 0 || here == conversions.size() || worker.ask("/readyz").statusCode() != 200) {
                return false;
            }
        }
        return true;
    }

    private void shouldKnowEverything(List<StatsWorker> workers, List<Conversion> conversions) throws Exception {
        for (StatsWorker worker : workers) {
            for (int i = 0; i < COUNT; i++) {
                assertThat(worker.found("/api/v1/receipts/r-" + i)
                                .path("reason")
                                .asText())
                        .isEqualTo("cap_exceeded");
            }
            for (Conversion conversion : conversions) {
                JsonNode history = worker.found("/api/v1/conversions/" + conversion.getConversionId());
                assertThat(history.path("versions").findValuesAsText("version")).containsExactly("1", "2");
                JsonNode ofOne = worker.totals("?affiliate=" + conversion.getAffiliateId() + "&offer=shoes");
                assertThat(ofOne.path("conversions_by_status").path("APPROVED").asInt())
                        .isEqualTo(1);
                assertThat(ofOne.path("amounts").path(0).path("payout").asText())
                        .isEqualTo("25.00");
                assertThat(ofOne.path("cr").asText()).isEqualTo("1.000000");
            }
            JsonNode all = worker.totals("?by=day");
            assertThat(all.path("clicks").asInt()).isEqualTo(COUNT);
            assertThat(all.path("conversions").asInt()).isEqualTo(COUNT);
            assertThat(all.path("amounts").path(0).path("payout").asText()).isEqualTo(25 * COUNT + ".00");
            assertThat(worker.found("/api/v1/affiliates/aff-1/tier")
                            .path("tier")
                            .asText())
                    .isEqualTo("gold");
        }
    }

    private void shouldNotKnowWhatIsNot(List<StatsWorker> workers) throws Exception {
        for (StatsWorker worker : workers) {
            for (int i = 0; i < 8; i++) {
                assertThat(worker.ask("/api/v1/receipts/never-" + i).statusCode())
                        .isEqualTo(404);
                assertThat(worker.ask("/api/v1/conversions/never-" + i).statusCode())
                        .isEqualTo(404);
            }
            assertThat(worker.ask("/api/v1/affiliates/never/tier").statusCode()).isEqualTo(404);
            HttpResponse<String> wrong = worker.ask("/api/v1/stats?by=week");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(worker.totals("?affiliate=never").path("clicks").asInt()).isZero();
        }
    }

    /** Each conversion lies on exactly one of two: as a passed-on question one answers, the other says come again. */
    private void shouldPassOnOnce(List<StatsWorker> both, List<Conversion> conversions) throws Exception {
        Set<Integer> answered = new TreeSet<>();
        for (Conversion conversion : conversions) {
            Map<Integer, HttpResponse<String>> answers = new HashMap<>();
            for (StatsWorker worker : both) {
                HttpResponse<String> answer = worker.passedOn(conversion);
                answers.put(worker.port(), answer);
                if (answer.statusCode() == 200) {
                    answered.add(worker.port());
                } else {
                    assertThat(answer.headers().firstValue("retry-after")).isPresent();
                }
            }
            assertThat(answers.values().stream().map(HttpResponse::statusCode).toList())
                    .containsExactlyInAnyOrder(200, 503);
        }
        assertThat(answered).as("both have some").hasSize(2);
    }

    private void shouldDescribeItsRoutes(StatsWorker worker) throws Exception {
        JsonNode document = worker.found("/api/v1/openapi.json");
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(described)
                .isEqualTo(worker.runtime().management().router().getRoutes().stream()
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
}
