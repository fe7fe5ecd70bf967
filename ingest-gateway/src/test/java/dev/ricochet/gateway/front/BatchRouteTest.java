package dev.ricochet.gateway.front;

import static dev.ricochet.schemas.catalog.AuthRequirement.HMAC;
import static dev.ricochet.schemas.catalog.AuthRequirement.TOKEN;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.RejectedRequest;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchRouteTest {
    private static final String PATH = "/api/v1/postbacks:batch?advertiser=acme";
    private static final String NDJSON = "application/x-ndjson";

    private final GatewayAtTheDoor gateway = new GatewayAtTheDoor(aCatalog()
            .with(anAdvertiser("acme"))
            .with(anAdvertiser("signed").requiring(TOKEN, HMAC).hmacSecrets("h"))
            .with(anAdvertiser("strange").speaking("klingon"))
            .build());

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void shouldAnswerEachRowInOrderAndSumUp() throws Exception {
        HttpResponse<String> answer = send(NDJSON, "k-1", """
                {"order_id": "o-1", "sale_amount": "9.90", "currency": "USD", "click_id": "c-1"}
                {"order_id": "o-2", "sale_amount": "much", "currency": "XXXX"}

                no json
                {"order_id": "o-4"}""");

        List<JsonObject> lines = lines(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue(NDJSON);
        assertThat(lines.stream().map(line -> line.getInteger("row") + " " + line.getString("status")))
                .containsExactly("1 accepted", "2 refused", "3 refused", "4 accepted", "null complete");
        assertThat(lines.get(1).getJsonArray("errors")).hasSize(2);
        assertThat(lines.get(2).getString("type")).isEqualTo("urn:ricochet:problem:malformed_request");
        assertThat(lines.get(4))
                .isEqualTo(new JsonObject(
                        "{\"status\":\"complete\",\"rows\":4,\"accepted\":2,\"refused\":2,\"unavailable\":0}"));
        assertThat(gateway.postbacks.records())
                .extracting(Postback::getReceiptId)
                .containsExactly(
                        lines.get(0).getString("receipt_id"), lines.get(3).getString("receipt_id"));
        assertThat(gateway.postbacks.keys()).containsExactly("c-1", lines.get(3).getString("receipt_id"));
        assertThat(gateway.postbacks.records().get(0).getSaleAmount()).isEqualByComparingTo("9.90");
        assertThat(gateway.postbacks.records().get(0).getIp()).isEqualTo("127.0.0.1");
        assertThat(gateway.rejected.records())
                .extracting(RejectedRequest::getRequestId)
                .containsExactly(
                        lines.get(1).getString("request_id"), lines.get(2).getString("request_id"));
    }

    @Test
    void shouldTakeCsvWithItsHeader() throws Exception {
        HttpResponse<String> answer = send(
                "text/csv; charset=utf-8",
                "k-1",
                "\ufefforder_id,coupon_code,note\r\n" + "o-1,\"A,\"\"B\"\"\",\"two\r\nlines\"\r\no-2,,\r\no-3,x\r\n");

        assertThat(lines(answer).stream().map(line -> line.getInteger("row") + " " + line.getString("status")))
                .containsExactly("1 accepted", "2 accepted", "3 refused", "null complete");
        assertThat(gateway.postbacks.records()).extracting(Postback::getOrderId).containsExactly("o-1", "o-2");
        assertThat(gateway.postbacks.records().get(0).getCouponCode()).isEqualTo("A,\"B\"");
        assertThat(gateway.postbacks.records().get(0).getParameters()).containsEntry("note", "two\r\nlines");
    }

    @Test
    void shouldGiveTheSameReceiptsWhenTheSameBatchIsSentAgain() throws Exception {
        String body = "{\"order_id\":\"o-1\"}\n{\"order_id\":\"o-1\"}\n{\"order_id\":\"o-2\"}";
        List<String> first = receipts(send(NDJSON, "k-1", body));
        List<String> again = receipts(send(NDJSON, "k-1", body));
        List<String> other = receipts(send(NDJSON, "k-2", body));
        List<String> changed = receipts(send(NDJSON, "k-1", body.replace("o-2", "o-3")));

        assertThat(again).isEqualTo(first);
        assertThat(new HashSet<>(first)).hasSize(3);
        assertThat(other).doesNotContainAnyElementsOf(first);
        assertThat(changed.subList(0, 2)).isEqualTo(first.subList(0, 2));
        assertThat(changed.get(2)).isNotEqualTo(first.get(2));
        assertThat(first).allMatch(receipt -> UUID.fromString(receipt).version() == 8);
    }

    @Test
    void shouldRefuseABatchAsAWholeBeforeItsRows() throws Exception {
        assertProblem(gateway.post("/api/v1/postbacks:batch", "{}", headers(NDJSON, "k")), 404, "unknown_advertiser");
        assertProblem(
                gateway.post("/api/v1/postbacks:batch?advertiser=no", "{}", headers(NDJSON, "k")),
                404,
                "unknown_advertiser");
        assertProblem(gateway.post(PATH, "{}", "Content-Type", NDJSON, "Idempotency-Key", "k"), 401, "missing_token");
        assertProblem(
                gateway.post(PATH, "{}", "Content-Type", NDJSON, "Idempotency-Key", "k", "X-Ricochet-Token", "x"),
                403,
                "not_recognised");
        JsonObject keyless = assertProblem(
                gateway.post(PATH, "{}", "Content-Type", NDJSON, "X-Ricochet-Token", "s3cret"),
                400,
                "malformed_request");
        assertThat(keyless.getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("Idempotency-Key");
        assertProblem(send("application/json", "k", "{}"), 415, "unsupported_media_type");
        assertProblem(send(NDJSON, "k".repeat(256), "{}"), 400, "malformed_request");
        assertProblem(
                gateway.post("/api/v1/postbacks:batch?advertiser=strange", "{}", headers(NDJSON, "k")),
                503,
                "misconfigured");
        JsonObject signed = assertProblem(
                gateway.post("/api/v1/postbacks:batch?advertiser=signed", "{}", headers(NDJSON, "k")),
                403,
                "not_recognised");
        assertThat(signed.getJsonArray("errors").getJsonObject(0).getString("detail"))
                .isEqualTo("batches cannot be signed; send single postbacks");
        assertThat(gateway.send("GET", PATH).headers().firstValue("allow")).hasValue("POST");
        assertThat(gateway.postbacks.records()).isEmpty();
    }

    @Test
    void shouldTakeTheTokenFromTheQueryAsForASinglePostback() throws Exception {
        HttpResponse<String> answer = gateway.post(
                PATH + "&token=s3cret", "{\"order_id\":\"o-1\"}", "Content-Type", NDJSON, "Idempotency-Key", "k");
        assertThat(lines(answer).get(0).getString("status")).isEqualTo("accepted");
    }

    @Test
    void shouldRefuseARowThatIsTooLongAndGoOn() throws Exception {
        List<JsonObject> lines =
                lines(send(NDJSON, "k", "{\"order_id\":\"" + "x".repeat(70_000) + "\"}\n{\"order_id\":\"o-2\"}"));
        assertThat(lines.get(0).getString("type")).isEqualTo("urn:ricochet:problem:too_large");
        assertThat(lines.get(1).getString("status")).isEqualTo("accepted");
    }

    @Test
    void shouldEndTheBatchWhereARowCannotBeStored() throws Exception {
        gateway.postbacks.answer(new PublishResult.NotTaken("full"));
        List<JsonObject> lines = lines(send(NDJSON, "k", "{\"order_id\":\"o-1\"}\n{\"order_id\":\"o-2\"}\n"));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).getString("status")).isEqualTo("unavailable");
        assertThat(lines.get(1).getString("status")).isEqualTo("incomplete");
        assertThat(lines.get(1).getString("detail")).contains("same Idempotency-Key");

        gateway.postbacks.answer(PublishResult.DURABLE);
        List<JsonObject> again = lines(send(NDJSON, "k", "{\"order_id\":\"o-1\"}\n{\"order_id\":\"o-2\"}\n"));
        assertThat(again.get(0).getString("receipt_id")).isEqualTo(lines.get(0).getString("receipt_id"));
        assertThat(again.get(2).getString("status")).isEqualTo("complete");
    }

    @Test
    void shouldLoseNoRowsBehindAStrayQuote() throws Exception {
        String body = "order_id,note\no-1,a\no-2,5\" tv\no-3,b\no-4,\"c\no-5,d\n";

        List<JsonObject> lines = lines(send("text/csv", "k", body));

        assertThat(lines.stream().map(line -> line.getInteger("row") + " " + line.getString("status")))
                .containsExactly("1 accepted", "2 accepted", "3 accepted", "4 refused", "null incomplete");
        assertThat(lines.get(3).encode()).contains("does not end");
        assertThat(gateway.postbacks.records().get(1).getParameters()).containsEntry("note", "5\" tv");
    }

    @Test
    void shouldStopReadingWhileTooManyRowsAreUnderWay() throws Exception {
        Promise<PublishResult> durable = gateway.postbacks.keepWaiting();
        AtomicLong sent = new AtomicLong();
        int rows = 20_000;
        byte[] row = "{\"order_id\":\"o-1\",\"note\":\"0123456789012345678901234567890123456789\"}\n"
                .getBytes(StandardCharsets.UTF_8);
        CompletableFuture<HttpResponse<String>> answer = gateway.http()
                .sendAsync(
                        gateway.request(PATH, headers(NDJSON, "k"))
                                .POST(BodyPublishers.ofInputStream(() -> repeated(row, rows, sent)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        await().until(() -> gateway.postbacks.records().size() >= 512);
        durable.complete(PublishResult.DURABLE);
        List<JsonObject> lines = lines(answer.get());

        JsonObject summary = lines.get(lines.size() - 1);
        assertThat(summary.getLong("accepted") + summary.getLong("unavailable")).isEqualTo(summary.getLong("rows"));
        assertThat(lines).hasSize(summary.getInteger("rows") + 1);
        assertThat(gateway.postbacks.mostWaiting()).isLessThan(2_000);
    }

    @Test
    void shouldTakeAsManyRowsAsItSaysAndNoMore() throws Exception {
        gateway.postbacks.forget();
        AtomicLong sent = new AtomicLong();
        byte[] row = "{}\n".getBytes(StandardCharsets.UTF_8);
        AtomicLong accepted = new AtomicLong();
        HttpResponse<java.util.stream.Stream<String>> answer = gateway.http()
                .send(
                        gateway.request(PATH, headers(NDJSON, "k"))
                                .timeout(java.time.Duration.ofMinutes(3))
                                .POST(BodyPublishers.ofInputStream(() -> repeated(row, 1_000_010, sent)))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        String[] last = new String[1];
        answer.body().forEach(line -> {
            last[0] = line;
            accepted.addAndGet(line.contains("\"accepted\",") ? 1 : 0);
        });

        assertThat(accepted).hasValue(1_000_000);
        JsonObject summary = new JsonObject(last[0]);
        assertThat(summary.getString("status")).isEqualTo("incomplete");
        assertThat(summary.getLong("rows")).isEqualTo(1_000_000);
        assertThat(summary.getString("detail")).contains("at most 1000000 rows");
    }

    private HttpResponse<String> send(String contentType, String key, String body) throws Exception {
        return gateway.post(PATH, body, headers(contentType, key));
    }

    private static String[] headers(String contentType, String key) {
        return new String[] {"Content-Type", contentType, "Idempotency-Key", key, "X-Ricochet-Token", "s3cret"};
    }

    private static List<JsonObject> lines(HttpResponse<String> answer) {
        return answer.body().lines().map(JsonObject::new).toList();
    }

    private static List<String> receipts(HttpResponse<String> answer) {
        return lines(answer).stream()
                .map(line -> line.getString("receipt_id"))
                .filter(receipt -> receipt != null)
                .collect(Collectors.toList());
    }

    private static JsonObject assertProblem(HttpResponse<String> answer, int status, String code) {
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("type")).isEqualTo("urn:ricochet:problem:" + code);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("s3cret");
        return problem;
    }

    private static InputStream repeated(byte[] row, int times, AtomicLong sent) {
        return new InputStream() {
            private long left = (long) row.length * times;

            @Override
            public int read() {
                if (left == 0) {
                    return -1;
                }
                int at = (int) (((long) row.length * times - left) % row.length);
                left--;
                sent.incrementAndGet();
                return row[at];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = (int) Math.min(left, length);
                for (int i = 0; i < count; i++) {
                    into[offset + i] = (byte) read();
                }
                return count == 0 ? -1 : count;
            }
        };
    }
}
