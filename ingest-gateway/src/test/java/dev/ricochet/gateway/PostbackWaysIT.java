package dev.ricochet.gateway;

import static dev.ricochet.schemas.catalog.AuthRequirement.HMAC;
import static dev.ricochet.schemas.catalog.AuthRequirement.HTTPS;
import static dev.ricochet.schemas.catalog.AuthRequirement.IP;
import static dev.ricochet.schemas.catalog.AuthRequirement.TOKEN;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.gateway.dialect.TrackerUrl;
import dev.ricochet.gateway.tls.TestCertificate;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import dev.ricochet.testkit.fixture.AdvertiserFixture;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which an advertiser may report, through a real gateway into a real broker. Each has an advertiser of its own. */
@KafkaTest
class PostbackWaysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OLD = "0123456789abcdef-old";
    private static final String NEW = "0123456789abcdef-new";

    @TempDir
    private static Path directory;

    private static KafkaStack kafka;
    private static RunningGateway gateway;

    @BeforeAll
    static void startGateway(KafkaStack stack) throws Exception {
        kafka = stack;
        kafka.send(Topics.OFFERS, "shoes", anOffer("shoes").build());
        TrackerUrl.all()
                .forEach(tracker ->
                        advertiser(anAdvertiser(tracker.dialect()).speaking(tracker.dialect()), tracker.dialect()));
        advertiser(anAdvertiser("plain"), "plain");
        advertiser(anAdvertiser("polite").expecting(200, "text/plain", "ok {receipt_id}"), "polite");
        advertiser(anAdvertiser("signed").requiring(HMAC).hmacSecrets(NEW, OLD), "signed");
        advertiser(anAdvertiser("home").requiring(IP).allowing("203.0.113.0/24"), "home");
        advertiser(anAdvertiser("strict").requiring(TOKEN, HTTPS), "strict");
        advertiser(anAdvertiser("slow").limitedTo(1), "slow");
        install(TestCertificate.create(directory));
        gateway = RunningGateway.start(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                Map.of(
                        "RICOCHET_GATEWAY_TRUSTED_PROXIES", "127.0.0.0/8",
                        "RICOCHET_GATEWAY_TLS_CERTIFICATE_FILE",
                                directory.resolve("tls.crt").toString(),
                        "RICOCHET_GATEWAY_TLS_KEY_FILE",
                                directory.resolve("tls.key").toString(),
                        "RICOCHET_GATEWAY_TLS_PORT", "0",
                        "RICOCHET_GATEWAY_TLS_RELOAD", "100ms"));
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
    }

    @ParameterizedTest
    @MethodSource("dev.ricochet.gateway.dialect.TrackerUrl#all")
    void shouldUnderstandTheUrlsThatAdvertisersHold(TrackerUrl tracker) throws Exception {
        HttpResponse<String> answer =
                gateway.get("/p/" + tracker.dialect() + "?" + tracker.query(), "X-Ricochet-Token", "s3cret");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Postback postback = only(tracker.dialect());
        assertThat(postback.getDialect()).isEqualTo(tracker.dialect());
        int others = tracker.expected().indexOf(" + ");
        String fields = others < 0 ? tracker.expected() : tracker.expected().substring(0, others);
        for (String field : fields.split(" ", -1)) {
            assertThat(field).isEqualTo(field.substring(0, field.indexOf('=') + 1) + shown(postback, field));
        }
        if (others > 0) {
            assertThat(postback.getParameters())
                    .containsOnlyKeys(tracker.expected().substring(others + 3).split(" ", -1));
        }
    }

    @Test
    void shouldTakeQueryFormJsonAndPixelAlike() throws Exception {
        gateway.get("/p/plain?token=s3cret&order_id=query&sale_amount=1.50&currency=USD&test=1");
        gateway.post(
                "/p/plain",
                "token=s3cret&order_id=form&sale_amount=1.50&currency=USD",
                "Content-Type",
                "application/x-www-form-urlencoded");
        gateway.post(
                "/p/plain",
                "{\"order_id\":\"json\",\"sale_amount\":\"1.50\",\"currency\":\"USD\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer s3cret");
        HttpResponse<String> pixel =
                gateway.get("/p/plain.gif?token=s3cret&order_id=pixel&sale_amount=1.50&currency=USD");

        assertThat(pixel.headers().firstValue("content-type")).hasValue("image/gif");
        List<Postback> written = postbacks("plain");
        assertThat(written)
                .extracting(Postback::getOrderId)
                .containsExactlyInAnyOrder("query", "form", "json", "pixel");
        assertThat(written).extracting(Postback::getSaleAmount).allMatch(new BigDecimal("1.500000")::equals);
        assertThat(written.stream().filter(Postback::getTest).map(Postback::getOrderId))
                .containsExactly("query");
        assertThat(written).extracting(Postback::getReceiptId).contains(header(pixel, "x-ricochet-receipt"));
    }

    @Test
    void shouldAnswerAsTheAdvertiserWants() throws Exception {
        HttpResponse<String> answer = gateway.get("/p/polite?token=s3cret&order_id=o-1");

        assertThat(header(answer, "content-type")).startsWith("text/plain");
        assertThat(answer.body()).isEqualTo("ok " + only("polite").getReceiptId());
    }

    @Test
    void shouldTakeASignedRequestOnceAndNoForgedOne() throws Exception {
        long now = Instant.now().getEpochSecond();
        HttpResponse<String> first = signed("order_id=o-1", OLD, now);
        HttpResponse<String> replayed = signed("order_id=o-1", OLD, now);
        HttpResponse<String> stale = signed("order_id=o-2", NEW, now - 3_600);
        HttpResponse<String> forged = signed("order_id=o-3", "guessed", now);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(only("signed").getOrderId()).isEqualTo("o-1");
        assertThat(List.of(replayed.statusCode(), stale.statusCode(), forged.statusCode()))
                .containsExactly(409, 403, 403);
        assertThat(type(stale)).isEqualTo(type(forged));
        assertThat(rejections("signed", 3))
                .extracting(RejectedRequest::getReason)
                .containsExactlyInAnyOrder("replayed", "stale_timestamp", "bad_signature");
        assertThat(rejections("signed", 3).toString()).doesNotContain(OLD, NEW);
    }

    @Test
    void shouldBelieveTheProxyAboutTheCaller() throws Exception {
        assertThat(gateway.get("/p/home?order_id=o-1", "X-Forwarded-For", "203.0.113.7")
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/p/home?order_id=o-2", "X-Forwarded-For", "203.0.113.7, 198.51.100.1")
                        .statusCode())
                .isEqualTo(403);

        assertThat(only("home").getIp()).isEqualTo("203.0.113.7");
        assertThat(rejections("home", 1)).extracting(RejectedRequest::getReason).containsExactly("address_not_allowed");
        assertThat(rejections("home", 1)).extracting(RejectedRequest::getIp).containsExactly("198.51.100.1");
    }

    @Test
    void shouldTakeHttpsOnlyWhereItIsRequiredAndGoOnWithANewCertificate() throws Exception {
        TestCertificate next = TestCertificate.create(directory);
        assertThat(gateway.get("/p/strict?token=s3cret&order_id=plain").statusCode())
                .isEqualTo(403);
        install(next);
        await().atMost(PATIENCE)
                .until(() ->
                        gateway.metrics().contains("ricochet_gateway_certificate_reloads_total{result=\"taken\"} 1.0"));

        HttpResponse<String> secured = trusting(next)
                .send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.tlsPort()
                                        + "/p/strict?token=s3cret&order_id=secured"))
                                .timeout(PATIENCE)
                                .build(),
                        BodyHandlers.ofString());

        assertThat(secured.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(secured.statusCode()).isEqualTo(200);
        assertThat(only("strict").getOrderId()).isEqualTo("secured");
        assertThat(rejections("strict", 1))
                .extracting(RejectedRequest::getReason)
                .containsExactly("https_required");
    }

    @Test
    void shouldTellAnAdvertiserThatSendsTooMuchWhenToComeAgain() throws Exception {
        HttpResponse<String> answer = gateway.get("/p/slow?token=s3cret&order_id=0");
        int taken = 0;
        while (answer.statusCode() == 200) {
            answer = gateway.get("/p/slow?token=s3cret&order_id=" + ++taken);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "retry-after")).isEqualTo("1");
        assertThat(postbacks("slow")).hasSize(taken);
    }

    @Test
    void shouldKeepEveryProblemOfARefusedPostbackWithItsSecretsMasked() throws Exception {
        HttpResponse<String> answer = gateway.get("/p/tune?security_token=s3cret&amount=1,50&currency=XXQ"
                + "&transaction_id=%7Btransaction_id%7D&promo_code=a%00b&goal_id=1&goal_id=2");

        assertThat(answer.statusCode()).isEqualTo(422);
        List<String> faults = new JsonObject(answer.body())
                .getJsonArray("errors").stream()
                        .map(JsonObject.class::cast)
                        .map(fault -> fault.getString("field") + " " + fault.getString("code"))
                        .toList();
        assertThat(faults)
                .containsExactlyInAnyOrder(
                        "sale_amount malformed",
                        "currency unknown_value",
                        "click_id unexpanded_macro",
                        "coupon_code control_character",
                        "goal conflicting");
        RejectedRequest kept = rejections("tune", 1).get(0);
        assertThat(kept.getProblems()).hasSize(5);
        assertThat(kept.getQuery()).startsWith("security_token=***&amount=1,50");
    }

    private static void advertiser(AdvertiserFixture advertiser, String id) {
        kafka.send(Topics.ADVERTISERS, id, advertiser.build());
    }

    private static void install(TestCertificate certificate) throws Exception {
        certificate.writeCertificate(directory.resolve("tls.crt"));
        certificate.writeKey(directory.resolve("tls.key"));
    }

    private static HttpClient trusting(TestCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", certificate.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> signed(String query, String secret, long time) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((time + "\nGET\n/p/signed\n" + query + "\n").getBytes(UTF_8));
        return gateway.get(
                "/p/signed?" + query,
                "X-Ricochet-Timestamp",
                Long.toString(time),
                "X-Ricochet-Signature",
                "v1=" + HexFormat.of().formatHex(signature));
    }

    /** What the postback has in this field, written as the advertiser wrote it. */
    private static String shown(Postback postback, String expected) {
        String sent = expected.substring(expected.indexOf('=') + 1);
        return switch (expected.substring(0, expected.indexOf('='))) {
            case "click_id" -> postback.getClickId();
            case "offer_id" -> postback.getOfferId();
            case "order_id" -> postback.getOrderId();
            case "goal" -> postback.getGoal();
            case "currency" -> postback.getCurrency();
            case "coupon_code" -> postback.getCouponCode();
            case "customer_id" -> postback.getCustomerId();
            case "status" -> postback.getRawStatus();
            case "test" -> postback.getTest() ? "1" : "0";
            case "sale_amount" -> asSent(postback.getSaleAmount(), sent);
            case "revenue" -> asSent(postback.getRevenue(), sent);
            case "payout" -> asSent(postback.getPayout(), sent);
            case "occurred_at" -> postback.getOccurredAt() == null ? "missing" : sent;
            case "token" -> sent;
            default -> throw new AssertionError("no field of a postback: " + expected);
        };
    }

    private static String asSent(BigDecimal amount, String sent) {
        return amount.compareTo(new BigDecimal(sent)) == 0 ? sent : amount.toPlainString();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    private static String type(HttpResponse<String> answer) {
        return new JsonObject(answer.body()).getString("type");
    }

    private static Postback only(String advertiserId) {
        List<Postback> written = postbacks(advertiserId);
        assertThat(written).hasSize(1);
        return written.get(0);
    }

    private static List<Postback> postbacks(String advertiserId) {
        return kafka.consumeAll(Topics.POSTBACKS).stream()
                .map(ConsumerRecord::value)
                .filter(postback -> postback.getAdvertiserId().equals(advertiserId))
                .toList();
    }

    /** A refusal is answered before it is kept, so that many are waited for. */
    private static List<RejectedRequest> rejections(String advertiserId, int count) {
        return of(
                advertiserId,
                kafka.awaitRecords(
                        Topics.REJECTED_REQUESTS,
                        records -> of(advertiserId, records).size() >= count));
    }

    private static List<RejectedRequest> of(
            String advertiserId, List<ConsumerRecord<String, RejectedRequest>> records) {
        return records.stream()
                .map(ConsumerRecord::value)
                .filter(rejection -> advertiserId.equals(rejection.getAdvertiserId()))
                .toList();
    }
}
