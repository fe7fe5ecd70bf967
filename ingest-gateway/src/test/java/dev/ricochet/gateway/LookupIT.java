package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.CheckVerdict;
import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import dev.ricochet.testkit.fixture.Fixtures;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions that the gateway answers out of the topics, and a postback that leaves no trace. */
@KafkaTest
class LookupIT {

    @TempDir
    private Path directory;

    @Test
    void shouldTellHowAPostbackEndedOnBothPorts(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        List<String> receipts =
                IntStream.range(0, 40).mapToObj(i -> GUID.v7().toString()).toList();
        receipts.forEach(receipt -> kafka.send(Topics.POSTBACK_OUTCOMES, receipt, outcome(receipt)));
        String pending = GUID.v7().toString();
        try (RunningGateway gateway = start(kafka)) {
            for (String receipt : receipts.subList(17, 20)) {
                JsonObject told = json(get(gateway, "/api/v1/receipts/" + receipt));
                assertThat(told.getString("receipt_id")).isEqualTo(receipt);
                assertThat(told.getString("state")).isEqualTo("REJECTED");
                assertThat(told.getString("reason")).isEqualTo("click_too_recent");
                assertThat(told.getString("observed")).isEqualTo("2s");
                JsonObject toldInPublic =
                        json(gateway.get("/api/v1/receipts/" + receipt + "?advertiser=acme&token=s3cret"));
                assertThat(toldInPublic.getString("state")).isEqualTo("REJECTED");
                assertThat(toldInPublic.getString("public_reason")).isEqualTo("Quality rules.");
                assertThat(toldInPublic.encode())
                        .as("neither rule nor measure nor threshold")
                        .doesNotContain("click_too_recent", "2s", "5s", "fraud.", "observed", "checks", "aff-7");
            }
            assertThat(json(get(gateway, "/api/v1/receipts/" + pending)).getString("state"))
                    .isEqualTo("pending");
            assertThat(get(gateway, "/api/v1/receipts/nonsense").statusCode()).isEqualTo(404);
            assertThat(get(gateway, "/api/v1/receipts/7d444840-9dc0-41d1-b245-5ffdce74fad2")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(json(get(
                                    gateway,
                                    "/api/v1/receipts/7d444840-9dc0-41d1-b245-5ffdce74fad2?since=2026-01-01T00:00:00Z"))
                            .getString("state"))
                    .isEqualTo("pending");
        }
    }

    @Test
    void shouldPageThroughRefusalsNewestFirstOverAllPartitions(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        kafka.admin()
                .createPartitions(Map.of(Topics.REJECTED_REQUESTS.name(), NewPartitions.increaseTo(3)))
                .all()
                .get();
        Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < 60; i++) {
            Instant at = start.plusSeconds(i);
            String id = "request-" + i;
            kafka.send(Topics.REJECTED_REQUESTS, id, rejected(id, at, i % 2 == 0 ? "acme" : "zeta"), at);
        }
        try (RunningGateway gateway = start(kafka)) {
            assertThat(ids(gateway, "limit=7")).isEqualTo(newestFirst(0, 60, 1));
            assertThat(ids(gateway, "limit=4&advertiser=acme")).isEqualTo(newestFirst(0, 60, 2));
            assertThat(ids(gateway, "from=" + start.plusSeconds(10) + "&to=" + start.plusSeconds(30)))
                    .isEqualTo(newestFirst(10, 30, 1));
            assertThat(ids(gateway, "reason=nothing_of_the_kind")).isEmpty();
            assertThat(get(gateway, "/api/v1/rejected-requests?cursor=%21").statusCode())
                    .isEqualTo(400);
            assertThat(get(gateway, "/api/v1/rejected-requests?from=yesterday").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void shouldTryAPostbackOutWithoutATrace(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        try (RunningGateway gateway = start(kafka)) {
            String location = gateway.get("/c/shoes?aff=aff-1&sub1=one")
                    .headers()
                    .firstValue("location")
                    .orElseThrow();
            String clickId = location.substring(location.indexOf("cid=") + 4, location.indexOf("&s="));

            JsonObject good =
                    dryRun(gateway, "https://t.example/p/acme?token=s3cret&order_id=1&x=y&click_id=" + clickId);
            assertThat(good.getBoolean("accepted")).isTrue();
            assertThat(good.getJsonObject("click").getString("state")).isEqualTo("found");
            assertThat(good.getJsonObject("outcome").getString("verdict")).isEqualTo("credited");
            assertThat(good.getJsonObject("outcome").getString("affiliate_id")).isEqualTo("aff-1");
            assertThat(good.getJsonObject("fields").getString("token")).isEqualTo("***");
            assertThat(good.getJsonObject("other_parameters").getString("x")).isEqualTo("y");

            JsonObject bad = dryRun(
                    gateway, "http://t.example/p/acme?token=wr0ng&order_id={order}&sale_amount=1.999&currency=USD");
            assertThat(bad.getBoolean("accepted")).isFalse();
            assertThat(bad.getJsonObject("refusal").getString("reason")).isEqualTo("bad_token");
            assertThat(bad.getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("code")))
                    .containsExactlyInAnyOrder("unexpanded_macro", "too_many_decimals");
            assertThat(bad.encode()).doesNotContain("wr0ng", "s3cret");

            JsonObject unknown = dryRun(
                    gateway, "https://t.example/p/acme?token=s3cret&click_id=" + Fixtures.aClickId(Instant.now()));
            assertThat(unknown.getJsonObject("click").getString("state")).isEqualTo("not_found");
            assertThat(unknown.getJsonObject("outcome").getString("verdict")).isEqualTo("waiting");
        }
        assertThat(kafka.consumeAll(Topics.POSTBACKS)).isEmpty();
        assertThat(kafka.consumeAll(Topics.REJECTED_REQUESTS)).isEmpty();
    }

    @Test
    void shouldGiveTheUrlsToHandOver(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        kafka.send(
                Topics.AFFILIATES,
                "aff-2",
                anAffiliate("aff-2")
                        .status(dev.ricochet.schemas.catalog.AffiliateStatus.BLOCKED)
                        .build());
        try (RunningGateway gateway = start(kafka)) {
            String path = "/api/v1/advertisers/acme/postback-url?offer=shoes";
            String url = json(get(gateway, path))
                    .getJsonArray("urls")
                    .getJsonObject(0)
                    .getString("url");
            assertThat(url).startsWith("http://localhost:" + gateway.port() + "/p/acme?token={token}&click_id=");
            assertThat(get(gateway, path + "&show_token=true").statusCode()).isEqualTo(403);
            assertThat(gateway.admin("GET", path + "&show_token=true", null, "Authorization", Keys.ADMIN)
                            .body())
                    .contains("token=s3cret&");

            String link = json(get(gateway, "/api/v1/offers/shoes/tracking-link?aff=aff-1&sub1=a%26b&sub10=z"))
                    .getString("url");
            assertThat(link).endsWith("?aff=aff-1&sub1=a%26b&sub10=z");
            String local = link.substring(link.indexOf("/c/"));
            assertThat(gateway.get(local).statusCode()).isEqualTo(302);
            HttpResponse<String> blocked = get(gateway, "/api/v1/offers/shoes/tracking-link?aff=aff-2");
            assertThat(blocked.statusCode()).isEqualTo(409);
            assertThat(json(blocked).getString("detail")).startsWith("affiliate_not_allowed");
            assertThat(get(gateway, "/api/v1/offers/shoes/tracking-link?aff=nobody")
                            .body())
                    .contains("unknown_affiliate");
        }
    }

    private static List<String> ids(RunningGateway gateway, String query) throws Exception {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = json(get(gateway, "/api/v1/rejected-requests?" + query + cursor));
            page.getJsonArray("items").forEach(item -> ids.add(((JsonObject) item).getString("request_id")));
            String next = page.getString("next");
            cursor = next == null ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return ids;
    }

    private static List<String> newestFirst(int from, int to, int step) {
        return IntStream.iterate(to - step, i -> i >= from, i -> i - step)
                .mapToObj(i -> "request-" + i)
                .toList();
    }

    private static JsonObject dryRun(RunningGateway gateway, String url) throws Exception {
        HttpResponse<String> answer = gateway.admin(
                "POST",
                "/api/v1/postbacks:dry-run",
                new JsonObject().put("url", url).encode(),
                "Authorization",
                Keys.READ);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static HttpResponse<String> get(RunningGateway gateway, String path) throws Exception {
        return gateway.admin("GET", path, null, "Authorization", Keys.READ);
    }

    private RunningGateway start(KafkaStack kafka) throws Exception {
        return RunningGateway.start(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                Map.of("RICOCHET_GATEWAY_API_KEYS_FILE", Keys.file(directory)));
    }

    private static void applyCatalog(KafkaStack kafka) {
        kafka.startOver();
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        kafka.send(Topics.AFFILIATES, "aff-1", anAffiliate("aff-1").build());
        kafka.send(Topics.OFFERS, "shoes", anOffer("shoes").build());
    }

    private static PostbackOutcome outcome(String receipt) {
        return PostbackOutcome.newBuilder()
                .setReceiptId(receipt)
                .setOutcome(OutcomeKind.REJECTED)
                .setReason("click_too_recent")
                .setObserved("2s")
                .setThreshold("5s")
                .setRuleId("fraud.early")
                .setRuleVersion(3)
                .setPublicReason("Quality rules.")
                .setAffiliateId("aff-7")
                .setChecks(List.of(Check.newBuilder()
                        .setRuleId("fraud.shadowed")
                        .setRuleVersion(3)
                        .setVerdict(CheckVerdict.REJECT)
                        .setObserved("2s")
                        .setThreshold("5s")
                        .setShadow(true)
                        .build()))
                .setDecidedBy(Decider.SETTLE)
                .setReceivedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .setAdvertiserId("acme")
                .build();
    }

    private static RejectedRequest rejected(String id, Instant at, String advertiser) {
        return RejectedRequest.newBuilder()
                .setRequestId(id)
                .setRejectedAt(at)
                .setRoute(Route.POSTBACK)
                .setReason("bad_token")
                .setHttpStatus(403)
                .setAdvertiserId(advertiser)
                .setMethod("GET")
                .setPath("/p/" + advertiser)
                .build();
    }
}
