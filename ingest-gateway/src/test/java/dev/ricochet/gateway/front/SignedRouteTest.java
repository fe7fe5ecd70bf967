package dev.ricochet.gateway.front;

import static dev.ricochet.schemas.catalog.AuthRequirement.HMAC;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.schemas.event.RejectedRequest;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignedRouteTest {
    private static final String OLD = "0123456789abcdef-old";
    private static final String NEW = "0123456789abcdef-new";

    private final GatewayAtTheDoor gateway = new GatewayAtTheDoor(aCatalog()
            .with(anAdvertiser("signed").requiring(HMAC).hmacSecrets(NEW, OLD))
            .build());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldTakeRequestsSignedWithEitherSecret() throws Exception {
        assertThat(signed("order_id=o-1", NEW, now()).statusCode()).isEqualTo(200);
        assertThat(signed("order_id=o-2", OLD, now()).statusCode()).isEqualTo(200);
        assertThat(gateway.postbacks.records())
                .extracting(postback -> postback.getOrderId())
                .containsExactly("o-1", "o-2");
    }

    @Test
    void shouldTakeASignedBody() throws Exception {
        String body = "{\"order_id\":\"ö-1\"}";
        String time = Long.toString(now());
        String signature = hmac(NEW, time + "\nPOST\n/p/signed\n\n" + body);
        HttpRequest.Builder request = gateway.request(
                        "/p/signed",
                        "Content-Type",
                        "application/json",
                        "X-Ricochet-Timestamp",
                        time,
                        "X-Ricochet-Signature",
                        "v1=" + signature)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        assertThat(gateway.send(request).statusCode()).isEqualTo(200);
        assertThat(gateway.postbacks.only().getOrderId()).isEqualTo("ö-1");
    }

    @Test
    void shouldTakeASignatureOfTheQueryFromSendersOfPlainUrls() throws Exception {
        String query = "order_id=o-1&ts=" + now();
        String signature = hmac(NEW, query.substring(query.indexOf("ts=") + 3) + "\nGET\n/p/signed\n" + query + "\n");

        assertThat(gateway.get("/p/signed?" + query + "&sig=" + signature).statusCode())
                .isEqualTo(200);

        assertThat(gateway.postbacks.only().getParameters()).containsOnlyKeys("ts");
        assertRefused(gateway.get("/p/signed?" + query + "&sig=" + signature), 409, "replayed", "replayed");
        assertThat(gateway.rejected.only().getQuery()).isEqualTo(query + "&sig=***");
    }

    @Test
    void shouldTellAForgerNothing() throws Exception {
        assertRefused(signed("order_id=o-1", "guessed-secret", now()), 403, "not_recognised", "bad_signature");
        assertRefused(signed("order_id=o-1", NEW, now() - 301), 403, "not_recognised", "stale_timestamp");
        assertRefused(signed("order_id=o-1", NEW, now() + 400), 403, "not_recognised", "stale_timestamp");
        assertRefused(gateway.get("/p/signed?order_id=o-1"), 401, "missing_signature", "missing_signature");
        assertThat(gateway.count("ricochet.gateway.refusals", "route", "postback", "reason", "stale_timestamp"))
                .isEqualTo(2);
        assertThat(gateway.postbacks.records()).isEmpty();
    }

    @Test
    void shouldHearARequestAgainThatWasNotAccepted() throws Exception {
        long time = now();
        gateway.postbacks.answer(new PublishResult.NotTaken("full"));
        assertThat(signed("order_id=o-1", NEW, time).statusCode()).isEqualTo(503);
        gateway.postbacks.answer(new PublishResult.Failed("lost"));
        assertThat(signed("order_id=o-1", NEW, time).statusCode()).isEqualTo(503);
        assertThat(signed("order_id=x%00", NEW, time).statusCode()).isEqualTo(422);
        gateway.postbacks.answer(PublishResult.DURABLE);
        assertThat(signed("order_id=o-1", NEW, time).statusCode()).isEqualTo(200);
        assertRefused(signed("order_id=o-1", NEW, time), 409, "replayed", "replayed");
    }

    @Test
    void shouldAskToComeAgainWhileTheFirstIsUndecided() throws Exception {
        long time = now();
        Promise<PublishResult> undecided = gateway.postbacks.keepWaiting();
        assertThat(signed("order_id=o-1", NEW, time).statusCode()).isEqualTo(503);
        assertThat(signed("order_id=o-1", NEW, time).statusCode()).isEqualTo(503);
        assertThat(gateway.postbacks.records()).hasSize(1);

        undecided.complete(PublishResult.DURABLE);

        assertRefused(signed("order_id=o-1", NEW, time), 409, "replayed", "replayed");
    }

    private HttpResponse<String> signed(String query, String secret, long time) throws Exception {
        String signature = hmac(secret, time + "\nGET\n/p/signed\n" + query + "\n");
        return gateway.get(
                "/p/signed?" + query,
                "X-Ricochet-Timestamp",
                Long.toString(time),
                "X-Ricochet-Signature",
                "v1=" + "00".repeat(32) + ", v1=" + signature);
    }

    private void assertRefused(HttpResponse<String> answer, int status, String told, String kept) {
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("type")).isEqualTo("urn:ricochet:problem:" + told);
        RejectedRequest last =
                gateway.rejected.records().get(gateway.rejected.records().size() - 1);
        assertThat(last.getReason()).isEqualTo(kept);
        assertThat(last.getHttpStatus()).isEqualTo(status);
        assertThat(last.toString()).doesNotContain(NEW, OLD);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static String hmac(String secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    }
}
