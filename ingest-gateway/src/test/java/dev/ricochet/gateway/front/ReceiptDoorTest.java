package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.gateway.limit.RateSettings;
import dev.ricochet.gateway.request.TrustedProxies;
import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiptDoorTest {
    private final GatewayAtTheDoor gateway = new GatewayAtTheDoor(aCatalog()
            .with(anAdvertiser("acme"))
            .with(anAdvertiser("zeta").token("another"))
            .with(anAdvertiser("tuned").speaking("tune"))
            .build());
    private final String receipt = GUID.v7().toString();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldTellAnAdvertiserHowItsPostbackEnded() throws Exception {
        gateway.outcomes.put(receipt, outcomeFor("acme"));

        HttpResponse<String> answer =
                gateway.get("/api/v1/receipts/" + receipt + "?advertiser=acme", "Authorization", "Bearer s3cret");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        JsonObject json = new JsonObject(answer.body());
        assertThat(json.getString("receipt_id")).isEqualTo(receipt);
        assertThat(json.getString("state")).isEqualTo("REJECTED");
        assertThat(json.getString("public_reason")).isEqualTo("a limit of the offer is reached");
        assertThat(json.getMap()).doesNotContainKeys("affiliate_id", "reason", "rule_id", "checks");
    }

    @Test
    void shouldSayPendingAsLongAsNothingIsDecided() throws Exception {
        HttpResponse<String> answer = gateway.get("/api/v1/receipts/" + receipt + "?advertiser=acme&token=s3cret");

        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject().put("receipt_id", receipt).put("state", "pending"));
    }

    @Test
    void shouldFindTheReceiptOfABatchRowByTheTimeOfTheBatch() throws Exception {
        String row = UUID.nameUUIDFromBytes(new byte[] {1}).toString();
        String path = "/api/v1/receipts/" + row + "?advertiser=acme&token=s3cret";

        assertThat(gateway.get(path).statusCode()).isEqualTo(422);
        assertThat(gateway.get(path + "&since=yesterday").statusCode()).isEqualTo(422);
        HttpResponse<String> answer = gateway.get(path + "&since=2026-03-01T12:00:00Z");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getString("receipt_id")).isEqualTo(row);
    }

    @Test
    void shouldTakeTheTokenUnderTheNameThatTheAdvertiserUses() throws Exception {
        String path = "/api/v1/receipts/" + receipt + "?advertiser=tuned&";

        assertThat(gateway.get(path + "security_token=s3cret").statusCode()).isEqualTo(200);
        assertThat(gateway.get(path + "token=s3cret").statusCode()).isEqualTo(200);
        assertThat(gateway.get(path + "security_token=wrong").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldShowAnothersOutcomeToNobodyElse() throws Exception {
        gateway.outcomes.put(receipt, outcomeFor("zeta"));

        HttpResponse<String> answer = gateway.get("/api/v1/receipts/" + receipt + "?advertiser=acme&token=s3cret");

        assertThat(new JsonObject(answer.body()).getString("state")).isEqualTo("pending");
        assertThat(answer.body()).doesNotContain("a limit of the offer");
    }

    @Test
    void shouldAskWhoAsks() throws Exception {
        String path = "/api/v1/receipts/" + receipt;

        assertThat(gateway.get(path).statusCode()).isEqualTo(404);
        assertThat(gateway.get(path + "?advertiser=nobody").statusCode()).isEqualTo(404);
        assertThat(gateway.get(path + "?advertiser=acme").statusCode()).isEqualTo(401);
        assertThat(gateway.get(path + "?advertiser=acme&token=wrong").statusCode())
                .isEqualTo(403);
        assertThat(gateway.send("POST", path + "?advertiser=acme").statusCode()).isEqualTo(405);
    }

    @Test
    void shouldLookUpOneQuestionOfAnAdvertiserAtATime() throws Exception {
        Promise<Void> slow = Promise.promise();
        gateway.lookUp = slow;
        String path = "/api/v1/receipts/" + receipt + "?advertiser=";
        CompletableFuture<HttpResponse<String>> first = gateway.http()
                .sendAsync(gateway.request(path + "acme&token=s3cret").build(), BodyHandlers.ofString());
        await().until(() -> gateway.questions.get() == 1);
        CompletableFuture<HttpResponse<String>> another = gateway.http()
                .sendAsync(gateway.request(path + "zeta&token=another").build(), BodyHandlers.ofString());

        await().until(() -> gateway.questions.get() == 2);
        HttpResponse<String> second = gateway.get(path + "acme&token=s3cret");
        slow.complete();

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("retry-after")).contains("1");
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(another.join().statusCode()).isEqualTo(200);
        assertThat(gateway.get(path + "acme&token=s3cret").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldCountQuestionsForTheAdvertisersOwnRate() throws Exception {
        String path = "/api/v1/receipts/" + receipt + "?advertiser=slow&token=";
        try (GatewayAtTheDoor limited = new GatewayAtTheDoor(
                aCatalog().with(anAdvertiser("slow")).build(), TrustedProxies.NONE, new RateSettings(0, 1))) {
            assertThat(limited.get(path + "wrong").statusCode()).isEqualTo(403);
            assertThat(limited.get(path + "s3cret").statusCode()).isEqualTo(200);
            assertThat(limited.get(path + "s3cret").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void shouldNotLookForWhatIsKeptNoMore() throws Exception {
        String old =
                GUID.v7(Instant.now().minus(Duration.ofDays(91)), new Random()).toString();

        assertThat(gateway.get("/api/v1/receipts/" + old + "?advertiser=acme&token=s3cret")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldFindNothingUnderWhatIsNoReceiptId() throws Exception {
        assertThat(gateway.get("/api/v1/receipts/nonsense?advertiser=acme&token=s3cret")
                        .statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/api/v1/receipts/?advertiser=acme&token=s3cret").statusCode())
                .isEqualTo(404);
    }

    private PostbackOutcome outcomeFor(String advertiser) {
        return PostbackOutcome.newBuilder()
                .setReceiptId(receipt)
                .setOutcome(OutcomeKind.REJECTED)
                .setReason("cap_exceeded")
                .setPublicReason("a limit of the offer is reached")
                .setRuleId("cap-1")
                .setDecidedBy(Decider.SETTLE)
                .setReceivedAt(NOON)
                .setAdvertiserId(advertiser)
                .setAffiliateId("aff-1")
                .build();
    }
}
