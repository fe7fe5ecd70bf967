package dev.ricochet.sink;

import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryCommandKind;
import dev.ricochet.schemas.event.EndpointEventCause;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.replay.Outbox;
import dev.ricochet.sink.replay.Position;
import dev.ricochet.sink.replay.ReplayFilter;
import dev.ricochet.sink.replay.Replays;
import dev.ricochet.sink.replay.TopicReader;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask of the sink, over its management port, with a real broker and servers. */
@KafkaTest
class SinkAdminIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    // What sha256sum prints for rk_admin.
    private static final String KEYS = "ann admin 255cb029f954b2195c4a63be5d279174e8571a836df910098d2258d089d11fd1\n";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static volatile boolean gone;
    private static AffiliateServer affiliate;
    private static ServiceRuntime service;
    private static KafkaStack kafka;

    @BeforeAll
    static void start(KafkaStack stack, @TempDir Path directory) throws Exception {
        kafka = stack;
        affiliate = new AffiliateServer(0, SinkAdminIT::behave);
        SinkTesting.apply(
                kafka,
                anEndpoint("tried").of("aff-tried").url(affiliate.url("/tried?s={sub1}&token=s3cret")),
                anEndpoint("paused").of("aff-paused").url(affiliate.url("/paused")),
                anEndpoint("leaving").of("aff-leaving").url(affiliate.url("/leaving?token=s3cret")),
                anEndpoint("again").of("aff-again").url(affiliate.url("/again?v={version}")),
                anEndpoint("late").of("aff-again").url(affiliate.url("/late?c={conversion_id}")));
        Map<String, String> environment = SinkTesting.environment(stack, directory.resolve("state"));
        environment.put(
                "RICOCHET_SINK_API_KEYS_FILE",
                Files.writeString(directory.resolve("keys"), KEYS).toString());
        service = Service.start(SinkMain.NAME, environment, SinkConfig::from, Sink::start);
        await().atMost(PATIENCE).until(() -> service.health().report().ready());
    }

    @AfterAll
    static void stop() {
        service.close();
        affiliate.close();
    }

    @Test
    void shouldLetNobodyInWithoutAKey() throws Exception {
        HttpRequest bare = HttpRequest.newBuilder(uri("/endpoints")).build();

        assertThat(HTTP.send(bare, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldShowWhatADeliveryWouldLookLikeWithoutSendingIt() throws Exception {
        JsonObject answer = post("/endpoints/tried:preview", "{\"subs\": [\"my sub\"]}", 200);

        assertThat(answer.getJsonObject("request").getString("url")).endsWith("/tried?s=my%20sub&token=***");
        assertThat(answer.getJsonObject("request").getJsonObject("headers").getString("ricochet-test"))
                .isEqualTo("true");
    }

    @Test
    void shouldSendAMarkedExampleAndShowWhatCameOfIt() throws Exception {
        JsonObject answer = post("/endpoints/tried:test", "", 200);

        assertThat(answer.getBoolean("delivered")).isTrue();
        assertThat(answer.getJsonObject("response").getInteger("status")).isEqualTo(204);
        assertThat(answer.getJsonObject("timing_ms").getDouble("answer")).isNotNull();
        assertThat(affiliate.calls("/tried")).anySatisfy(call -> {
            assertThat(call.headers().firstValue("ricochet-test")).contains("true");
            assertThat(call.query()).contains("token=s3cret");
        });
    }

    @Test
    void shouldNameEveryFieldThatItDoesNotTake() throws Exception {
        JsonObject answer = post("/endpoints/tried:test", "{\"statuss\": \"x\", \"payout\": \"much\"}", 422);

        assertThat(answer.getJsonArray("errors")).hasSize(2);
    }

    @Test
    void shouldHoldDeliveriesWhileAnEndpointIsPaused() throws Exception {
        assertThat(post("/endpoints/paused:pause", "{\"note\": \"moves house\"}", 200)
                        .getString("state"))
                .isEqualTo("paused");
        Conversion conversion = aConversion().by("aff-paused").build();
        report(conversion);
        Conversion other = aConversion().by("aff-tried").build();
        report(other);
        await().atMost(PATIENCE)
                .until(() -> affiliate.calls("/tried").stream()
                        .anyMatch(call ->
                                call.headers().firstValue("ricochet-test").isEmpty()));
        assertThat(affiliate.calls("/paused")).isEmpty();

        kafka.awaitRecord(
                Topics.ENDPOINT_EVENTS,
                event -> event.getEndpointId().equals("paused")
                        && event.getState() == EndpointState.PAUSED
                        && event.getCause() == EndpointEventCause.REQUEST);

        post("/endpoints/paused:resume", "", 200);

        await().atMost(PATIENCE).until(() -> affiliate.calls("/paused").size() == 1);
    }

    @Test
    void shouldDisableAnEndpointThatIsGoneAndCatchUpWhenItIsEnabledAgain() throws Exception {
        gone = true;
        report(aConversion().by("aff-leaving").build());
        await().atMost(PATIENCE)
                .until(() -> get("/endpoints/leaving").getString("state").equals("disabled"));
        gone = false;
        report(aConversion().by("aff-leaving").build());
        kafka.awaitRecords(
                Topics.DELIVERY_DEAD_LETTERS,
                letters -> letters.stream()
                                .filter(letter -> letter.value().getEndpointId().equals("leaving"))
                                .count()
                        == 2);
        assertThat(affiliate.calls("/leaving")).hasSize(1);

        JsonObject answer = post("/endpoints/leaving:enable", "{\"catch_up\": true}", 200);

        assertThat(answer.getString("state")).isEqualTo("active");
        assertThat(answer.getJsonObject("catch_up").getInteger("deliveries")).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> affiliate.calls("/leaving").size() == 3);

        JsonArray refused =
                get("/attempts?endpoint_id=leaving&status=410&result=gone").getJsonArray("items");
        assertThat(refused).hasSize(1);
        assertThat(refused.getJsonObject(0).getString("url")).endsWith("/leaving?token=***");
        assertThat(get("/attempts?endpoint_id=leaving&status=500").getJsonArray("items"))
                .isEmpty();
        assertThat(get("/attempts?endpoint_id=leaving&to=2020-01-01T00:00:00Z&from=2019-01-01T00:00:00Z")
                        .getJsonArray("items"))
                .isEmpty();
        assertThat(get("/dead-letters?endpoint_id=leaving&reason=endpoint_gone").getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void shouldTellAnEndpointThatWasNotThereOfWhatCameAboutBefore() throws Exception {
        Conversion conversion = aConversion().by("aff-early").build();
        report(conversion);
        kafka.awaitRecord(Topics.CONVERSIONS, conversion::equals);
        SinkTesting.apply(kafka, anEndpoint("new").of("aff-early").url(affiliate.url("/new")));
        await().atMost(PATIENCE).until(() -> status("/endpoints/new") == 200);

        assertThat(post("/endpoints/new:backfill", "{\"preview\": true}", 200).getInteger("deliveries"))
                .isEqualTo(1);
        assertThat(affiliate.calls("/new")).isEmpty();

        assertThat(post("/endpoints/new:backfill", "", 200).getBoolean("complete"))
                .isTrue();
        await().atMost(PATIENCE).until(() -> affiliate.calls("/new").size() == 1);
    }

    @Test
    void shouldGoOnWhereAReplayEndedUntilAllAreFound() {
        Instant from = Instant.now().minusSeconds(60);
        Set<Conversion> reported = new HashSet<>();
        for (int number = 0; number < 7; number++) {
            Conversion conversion = aConversion()
                    .by("aff-many")
                    .changedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .build();
            reported.add(conversion);
            report(conversion);
        }
        KafkaConnection connection = new KafkaConnection(kafka.bootstrapServers(), kafka.registryUrl(), Map.of());
        Replays replays =
                new Replays(new TopicReader(connection), Outbox.open(connection, service), Clock.systemUTC(), 2);
        Endpoint many = anEndpoint("many").of("aff-many").build();

        List<Long> found = new ArrayList<>();
        Position after = null;
        do {
            Replays.Result result = replays.run(new Replays.Request(
                    DeliveryCommandKind.REPLAY,
                    many,
                    Replays.Which.ALL,
                    ReplayFilter.between(from, Instant.now().plusSeconds(60)),
                    "ann",
                    after));
            found.add(result.deliveries());
            after = result.next() == null ? null : Position.parse(result.next().text());
        } while (after != null);

        assertThat(found).hasSizeGreaterThanOrEqualTo(4).allMatch(count -> count <= 2);
        Set<Conversion> commanded = new HashSet<>();
        kafka.consumeAll(Topics.DELIVERY_COMMANDS).stream()
                .map(ConsumerRecord::value)
                .filter(command -> command.getEndpointId().equals("many"))
                .forEach(command -> assertThat(commanded.add(command.getConversion()))
                        .as("none is commanded twice")
                        .isTrue());
        assertThat(commanded).isEqualTo(reported);
    }

    @Test
    void shouldSendAgainWhatIsAskedForUnderTheSameId() throws Exception {
        Conversion conversion = aConversion().by("aff-again").build();
        Instant from = conversion.getChangedAt().minusSeconds(1);
        report(conversion);
        await().atMost(PATIENCE).until(() -> affiliate.calls("/again").size() == 1);
        String range = "\"from\": \"" + from + "\"";

        JsonObject preview =
                post("/endpoints/again:replay", "{" + range + ", \"which\": \"all\", \"preview\": true}", 200);
        assertThat(preview.getInteger("deliveries")).isEqualTo(1);
        assertThat(preview.containsKey("command_id")).isFalse();

        post("/endpoints/again:replay", "{" + range + ", \"which\": \"all\"}", 200);
        await().atMost(PATIENCE).until(() -> affiliate.calls("/again").size() == 2);

        post(
                "/deliveries:resend",
                "{\"endpoint_id\": \"again\", \"conversion_id\": \"" + conversion.getConversionId() + "\"}",
                200);
        await().atMost(PATIENCE).until(() -> affiliate.calls("/again").size() == 3);
        assertThat(affiliate.calls("/again"))
                .extracting(AffiliateServer.Call::id)
                .containsOnly(affiliate.calls("/again").get(0).id());

        JsonObject attempts = get("/attempts?conversion_id=" + conversion.getConversionId() + "&endpoint_id=again");
        assertThat(attempts.getJsonArray("items")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(attempts.getBoolean("complete")).isTrue();
        assertThat(attempts.getJsonArray("items").getJsonObject(0).getString("result"))
                .isEqualTo(AttemptResult.DELIVERED.name());
    }

    private static void behave(HttpExchange exchange) throws IOException {
        if (gone && exchange.getRequestURI().getPath().equals("/leaving")) {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        } else {
            AffiliateServer.ok(exchange);
        }
    }

    private static int status(String path) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(uri(path))
                                .header("authorization", "Bearer rk_admin")
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static JsonObject get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)), 200);
    }

    private static JsonObject post(String path, String body, int status) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)), status);
    }

    private static JsonObject send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(request.header("authorization", "Bearer rk_admin").build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new JsonObject(answer.body());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.management().port() + "/api/v1" + path);
    }

    private static void report(Conversion conversion) {
        kafka.send(Topics.CONVERSIONS, conversion.getConversionId(), conversion);
    }
}
