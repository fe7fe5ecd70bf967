package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
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
        assertThat(json.getString("reason")).isEqualTo("cap_exceeded");
        assertThat(json.getMap()).doesNotContainKeys("affiliate_id", "rule_id");
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
        assertThat(answer.body()).doesNotContain("cap_exceeded");
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
                .setRuleId("cap-1")
                .setDecidedBy(Decider.SETTLE)
                .setReceivedAt(NOON)
                .setAdvertiserId(advertiser)
                .setAffiliateId("aff-1")
                .build();
    }
}
