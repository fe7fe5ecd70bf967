package dev.ricochet.gateway.front;

import static dev.ricochet.schemas.catalog.AuthRequirement.HMAC;
import static dev.ricochet.schemas.catalog.AuthRequirement.HTTPS;
import static dev.ricochet.schemas.catalog.AuthRequirement.IP;
import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.schemas.catalog.Wording;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.event.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostbackRouteTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final GatewayAtTheDoor gateway = new GatewayAtTheDoor(aCatalog()
            .with(anAdvertiser("acme"))
            .with(anAdvertiser("open").requiring())
            .with(anAdvertiser("home").requiring(IP).allowing("127.0.0.0/8"))
            .with(anAdvertiser("away").requiring(IP).allowing("10.0.0.0/8"))
            .with(anAdvertiser("signed").requiring(HMAC).hmacSecrets("h"))
            .with(anAdvertiser("secure").requiring(HTTPS))
            .with(anAdvertiser("own")
                    .speaking("custom")
                    .writing(Wording.newBuilder()
                            .setParameters(Map.of("pwd", "token"))
                            .build()))
            .with(anAdvertiser("polite").expecting(200, "text/plain", "ok {receipt_id}"))
            .with(anAdvertiser("tune").speaking("tune").expecting(202, "text/plain", "success=true; {receipt_id}"))
            .build());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldAcknowledgeWithTheReceiptOfWhatWasWritten() throws Exception {
        HttpResponse<String> answer =
                gateway.get("/p/acme?token=s3cret&click_id=c-1&order_id=o-1&sale_amount=99.90&currency=USD");

        Postback postback = gateway.postbacks.only();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject().put("receipt_id", postback.getReceiptId()));
        assertThat(UUID.fromString(postback.getReceiptId()).version()).isEqualTo(7);
        assertThat(gateway.postbacks.keys()).containsExactly("c-1");
        assertThat(postback.getAdvertiserId()).isEqualTo("acme");
        assertThat(postback.getSaleAmount()).isEqualByComparingTo("99.90");
        assertThat(postback.getIp()).isEqualTo("127.0.0.1");
        assertThat(postback.toString()).doesNotContain("s3cret");
        assertThat(gateway.count("ricochet.gateway.requests", "route", "postback", "outcome", "accepted"))
                .isEqualTo(1);
    }

    @Test
    void shouldKeyAPostbackWithoutAClickByItsReceipt() throws Exception {
        gateway.get("/p/acme?token=s3cret&order_id=o-1");
        assertThat(gateway.postbacks.keys())
                .containsExactly(gateway.postbacks.only().getReceiptId());
    }

    @Test
    void shouldReadFormsAndJsonTogetherWithTheQuery() throws Exception {
        assertThat(gateway.post("/p/acme?token=s3cret", FORM, "order_id=o-1&goal=sale")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.post(
                                "/p/acme",
                                "application/json",
                                "{\"token\":\"s3cret\",\"order_id\":\"o-2\",\"sale_amount\":12.5}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.postbacks.records()).extracting(Postback::getOrderId).containsExactly("o-1", "o-2");
    }

    @Test
    void shouldAnswerAPixelWithAnImage() throws Exception {
        HttpResponse<byte[]> answer = gateway.http()
                .send(gateway.request("/p/acme.gif?token=s3cret&order_id=o-1").build(), BodyHandlers.ofByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("image/gif");
        assertThat(answer.headers().firstValue("x-ricochet-receipt"))
                .hasValue(gateway.postbacks.only().getReceiptId());
        BufferedImage image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(answer.body())));
        assertThat(image.getWidth()).isEqualTo(1);
        assertThat(image.getHeight()).isEqualTo(1);
    }

    @Test
    void shouldAnswerAsTheAdvertiserExpects() throws Exception {
        HttpResponse<String> answer = gateway.get("/p/tune?security_token=s3cret&transaction_id=c-1&amount=5");

        String receipt = gateway.postbacks.only().getReceiptId();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain");
        assertThat(answer.headers().firstValue("x-ricochet-receipt")).hasValue(receipt);
        assertThat(answer.body()).isEqualTo("success=true; " + receipt);
        assertThat(gateway.get("/p/tune.gif?security_token=s3cret").headers().firstValue("content-type"))
                .hasValue("image/gif");
    }

    @Test
    void shouldNameFieldsAsTheAdvertiserWroteThem() throws Exception {
        HttpResponse<String> answer =
                gateway.get("/p/tune?security_token=s3cret&transaction_id=%23reqid%23&status=won");

        assertThat(assertRefusal(answer, 422, "validation_failed").getJsonArray("errors"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("field", "click_id")
                                .put("code", "unexpanded_macro")
                                .put(
                                        "detail",
                                        "this is a placeholder that was not filled; check the template it came from;"
                                                + " sent as transaction_id")
                                .put("value", "#reqid#"))
                        .add(new JsonObject()
                                .put("field", "status")
                                .put("code", "unknown_value")
                                .put("detail", "expected one of [approved, pending, rejected]")
                                .put("value", "won")));
        assertThat(gateway.rejected.only().getQuery()).startsWith("security_token=***&");
    }

    @Test
    void shouldTellNobodyThatAClickIdIsForged() throws Exception {
        String genuine = CLICK_IDS.mint(Instant.now());
        String forged = genuine.substring(0, 30) + (genuine.charAt(30) == '0' ? "1" : "0") + genuine.charAt(31);

        HttpResponse<String> answer = gateway.get("/p/acme?token=s3cret&click_id=" + forged);

        assertRefusal(answer, 422, "validation_failed");
        assertThat(answer.body()).doesNotContain("forged", "sign");
        assertThat(gateway.rejected.only().getReason()).isEqualTo("forged_click_id");
        assertThat(gateway.postbacks.records()).isEmpty();
    }

    @Test
    void shouldMarkATestAndTakeItTheWholeWay() throws Exception {
        assertThat(gateway.get("/p/acme?token=s3cret&order_id=1&test=1").statusCode())
                .isEqualTo(200);
        assertThat(gateway.postbacks.only().getTest()).isTrue();
    }

    @Test
    void shouldTakeTheTokenFromAHeader() throws Exception {
        assertThat(gateway.get("/p/acme?order_id=1", "X-Ricochet-Token", "s3cret")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/p/acme?order_id=2", "Authorization", "Bearer s3cret")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/p/acme?order_id=3", "Authorization", "Basic s3cret")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldLetInOnlyWhomTheAdvertiserWants() throws Exception {
        assertThat(gateway.get("/p/open?order_id=1").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/p/home?order_id=1").statusCode()).isEqualTo(200);
        assertRefusal(gateway.get("/p/acme?order_id=1"), 401, "missing_token");
        assertRefusal(gateway.get("/p/acme?order_id=1&token=no"), 403, "not_recognised");
        assertRefusal(gateway.get("/p/away?order_id=1"), 403, "not_recognised");
        assertRefusal(gateway.get("/p/away?order_id=1", "X-Forwarded-For", "10.0.0.1"), 403, "not_recognised");
        assertRefusal(gateway.get("/p/signed?order_id=1&token=s3cret"), 401, "missing_signature");
        assertRefusal(gateway.get("/p/secure?order_id=1", "X-Forwarded-Proto", "https"), 403, "https_required");
        assertRefusal(gateway.get("/p/nobody?token=s3cret"), 404, "unknown_advertiser");
    }

    @Test
    void shouldNameEveryFaultAndKeepTheRequestWithoutItsSecret() throws Exception {
        HttpResponse<String> answer =
                gateway.get("/p/acme?token=s3cret&click_id=%7Bclick_id%7D&sale_amount=1,50&currency=usd");

        JsonObject problem = assertRefusal(answer, 422, "validation_failed");
        assertThat(problem.getJsonArray("errors"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("field", "click_id")
                                .put("code", "unexpanded_macro")
                                .put(
                                        "detail",
                                        "this is a placeholder that was not filled; check the template it came from")
                                .put("value", "{click_id}"))
                        .add(new JsonObject()
                                .put("field", "sale_amount")
                                .put("code", "malformed")
                                .put(
                                        "detail",
                                        "expected a number such as 12.50, without exponent, separators of thousands or currency")
                                .put("value", "1,50")));
        RejectedRequest kept = gateway.rejected.only();
        assertThat(kept.getRequestId()).isEqualTo(problem.getString("request_id"));
        assertThat(kept.getRoute()).isEqualTo(Route.POSTBACK);
        assertThat(kept.getAdvertiserId()).isEqualTo("acme");
        assertThat(kept.getProblems()).hasSize(2);
        assertThat(kept.getQuery()).isEqualTo("token=***&click_id=%7Bclick_id%7D&sale_amount=1,50&currency=usd");
        assertThat(gateway.postbacks.records()).isEmpty();
        assertThat(gateway.count("ricochet.gateway.refusals", "route", "postback", "reason", "validation_failed"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseBodiesThatItCannotRead() throws Exception {
        assertRefusal(gateway.post("/p/acme", "application/json", "{\"token\":\"s3cret\",}"), 400, "malformed_request");
        assertRefusal(gateway.post("/p/acme", "text/xml", "<a/>"), 415, "unsupported_media_type");
        assertRefusal(
                gateway.post("/p/tune", "application/json", "{\"security_token\":\"guess\",}"),
                400,
                "malformed_request");
        assertThat(gateway.rejected.records())
                .allSatisfy(kept -> assertThat(kept.getBody()).isNull());
        assertThat(gateway.rejected.records().get(0).getProblems().get(0).getDetail())
                .isEqualTo("a body of 19 bytes");
    }

    @Test
    void shouldTakeJsonInUtf8Only() throws Exception {
        byte[] body = "{\"order_id\":\"o-1\",\"token\":\"s3cret\"}".getBytes(StandardCharsets.UTF_16LE);
        HttpResponse<String> answer = gateway.send(gateway.request("/p/open", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        assertRefusal(answer, 400, "malformed_request");
    }

    @Test
    void shouldMaskTheWordsOfEveryAdvertiserWhicheverIsNamed() throws Exception {
        assertRefusal(gateway.get("/p/nobody?pwd=s3cret-of-another&order_id=1"), 404, "unknown_advertiser");
        assertThat(gateway.rejected.only().getQuery()).isEqualTo("pwd=***&order_id=1");
    }

    @Test
    void shouldRefuseBodiesThatAreTooLargeHoweverTheyCome() throws Exception {
        String body = "order_id=" + "x".repeat(GatewayAtTheDoor.MOST_BODY);
        assertRefusal(gateway.post("/p/open", FORM, body), 413, "too_large");
        HttpRequest.Builder chunked = gateway.request("/p/open", "Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        assertRefusal(gateway.send(chunked), 413, "too_large");
        assertThat(gateway.postbacks.records()).isEmpty();
    }

    @Test
    void shouldTakeLongLinksAndRefuseLongerOnes() throws Exception {
        assertThat(gateway.get("/p/open?order_id=1&x=" + "x".repeat(15_000)).statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = gateway.get("/p/open?order_id=1&x=" + "x".repeat(17_000));
        assertThat(answer.statusCode()).isEqualTo(414);
        assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("urn:ricochet:problem:too_large");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(gateway.get("/p/open?order_id=1", "X-Long", "x".repeat(17_000))
                        .statusCode())
                .isEqualTo(431);
    }

    @Test
    void shouldAskToComeAgainWhenTheRecordIsNotDurableInTime() throws Exception {
        gateway.postbacks.keepWaiting();
        long start = System.nanoTime();
        HttpResponse<String> late = gateway.get("/p/open?order_id=1");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertUnavailable(late);
        assertThat(took).isBetween(GatewayAtTheDoor.POSTBACK_DEADLINE, Duration.ofSeconds(5));
        assertThat(new JsonObject(late.body()).getString("request_id"))
                .isEqualTo(gateway.postbacks.only().getReceiptId());

        gateway.postbacks.answer(new PublishResult.NotTaken("full"));
        assertUnavailable(gateway.get("/p/open?order_id=1"));
        gateway.postbacks.answer(new PublishResult.Failed("lost"));
        assertUnavailable(gateway.get("/p/open?order_id=1"));
        assertThat(gateway.count("ricochet.gateway.requests", "route", "postback", "outcome", "unavailable"))
                .isEqualTo(3);
    }

    @Test
    void shouldSayThatItIsOnlyOnItsOwnDiskYet() throws Exception {
        gateway.postbacks.answer(PublishResult.SPOOLED);
        HttpResponse<String> answer = gateway.get("/p/open?order_id=1");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject()
                        .put("receipt_id", gateway.postbacks.only().getReceiptId()));

        HttpResponse<String> pixel = gateway.get("/p/open.gif?order_id=2");
        assertThat(pixel.statusCode()).isEqualTo(202);
        assertThat(pixel.headers().firstValue("content-type")).hasValue("image/gif");
        // The advertiser's own status is for what Kafka has.
        HttpResponse<String> own = gateway.get("/p/polite?token=s3cret&order_id=3");
        assertThat(own.statusCode()).isEqualTo(202);
        assertThat(own.body()).startsWith("ok ");
        assertThat(gateway.count("ricochet.gateway.requests", "route", "postback", "outcome", "spooled"))
                .isEqualTo(3);
    }

    @Test
    void shouldLeaveNobodyWaitingWhenItsOwnCodeFails() throws Exception {
        gateway.postbacks.breakDown();
        assertThat(gateway.get("/p/open?order_id=1").statusCode()).isEqualTo(500);
        assertThat(gateway.post("/p/open", FORM, "order_id=1").statusCode()).isEqualTo(500);
        assertThat(gateway.get("/p/open?order_id=1").body()).isEmpty();
        assertThat(gateway.count("ricochet.uncaught.exceptions")).isEqualTo(3);
    }

    @Test
    void shouldRefuseOtherMethodsAndPaths() throws Exception {
        HttpResponse<String> put = gateway.send("PUT", "/p/acme");
        assertRefusal(put, 405, "method_not_allowed");
        assertThat(put.headers().firstValue("allow")).hasValue("GET, POST");
        assertThat(gateway.send("POST", "/c/shoes").headers().firstValue("allow"))
                .hasValue("GET, HEAD");
        for (String path : new String[] {"/", "/p", "/p/", "/c/", "/p/acme/more", "/admin", "/p/%ff"}) {
            assertRefusal(gateway.get(path), 404, "not_found");
        }
    }

    private static JsonObject assertRefusal(HttpResponse<String> answer, int status, String code) {
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("type")).isEqualTo("urn:ricochet:problem:" + code);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(UUID.fromString(problem.getString("request_id")).version()).isEqualTo(7);
        assertThat(answer.body()).doesNotContain("s3cret");
        return problem;
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertRefusal(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
    }
}
