package dev.ricochet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackService;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The running stack with one advertiser, one affiliate and one offer, as its users see it. */
final class Pipeline implements AutoCloseable {

    /** Longer than a group waits for a member that was killed. */
    static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final Pattern CLICK_ID = Pattern.compile("[?&]cid=([0-9a-z]{32})");
    private static final Pattern RECEIPT_ID = Pattern.compile("\"receipt_id\"\\s*:\\s*\"([^\"]+)\"");

    private static final Pattern HELD = Pattern.compile("(?m)^ricochet_match_held(?:\\{[^}]*})? ([0-9.Ee+-]+)$");

    final AffiliateServer affiliate;
    final LocalStack stack;
    private final TopicView topics;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** With a lease so short that what a killed dispatcher took along is sent again soon. */
    Pipeline(Path data) throws Exception {
        this(
                StackOptions.in(data)
                        .withEnvironment(
                                StackService.SINK,
                                Map.of(
                                        "RICOCHET_HTTP_ANSWER_TIMEOUT", "5s",
                                        "RICOCHET_HTTP_BODY_TIMEOUT", "1s",
                                        "RICOCHET_DELIVERY_LEASE", "30s")),
                "catalog.yaml");
    }

    /** @param catalog a resource beside this class; it has an offer shoes and an affiliate aff-1 */
    Pipeline(StackOptions options, String catalog) throws Exception {
        affiliate = new AffiliateServer();
        stack = LocalStack.start(options.onPorts(Ports.free()).asShortLived(), line -> {});
        topics = new TopicView(stack.bootstrapServers(), stack.registryUrl());
        new CatalogTopics(kafka()).apply(resource(catalog).replace("AFFILIATE", affiliate.url()), false);
        awaitCatalog();
    }

    KafkaConnection kafka() {
        return new KafkaConnection(stack.bootstrapServers(), stack.registryUrl(), Map.of());
    }

    /** A visitor follows the affiliate's link; returns the click id that the landing page gets. */
    String click(String sub1) throws Exception {
        return clickOf("aff-1", sub1);
    }

    String clickOf(String affiliateId, String sub1) throws Exception {
        return clickOn("shoes", affiliateId, sub1);
    }

    String clickOn(String offerId, String affiliateId, String sub1) throws Exception {
        return clickIfTaken(offerId, affiliateId, sub1)
                .orElseThrow(() -> new AssertionError(offerId + " takes no visitors"));
    }

    /** Empty where the offer lets nobody through, because its cap is full. */
    Optional<String> clickIfTaken(String offerId, String affiliateId, String sub1) throws Exception {
        HttpResponse<String> answer = get("/c/" + offerId + "?aff=" + affiliateId + "&sub1=" + sub1);
        if (answer.statusCode() == 410) {
            return Optional.empty();
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        Matcher location =
                CLICK_ID.matcher(answer.headers().firstValue("location").orElseThrow());
        assertThat(location.find()).isTrue();
        return Optional.of(location.group(1));
    }

    /** The advertiser reports; returns the receipt id. Whether Kafka has it already or the gateway's disk, it is promised. */
    String postback(String query) throws Exception {
        HttpResponse<String> answer = get("/p/acme?token=s3cret&" + query);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        Matcher receipt = RECEIPT_ID.matcher(answer.body());
        assertThat(receipt.find()).as(answer.body()).isTrue();
        return receipt.group(1);
    }

    String saleOf(String clickId, String orderId, String amount) throws Exception {
        return postback("click_id=" + clickId + "&order_id=" + orderId + "&goal=sale&sale_amount=" + amount);
    }

    /** A click that reaches the topic after its postback, as one does that waited on a gateway's disk. */
    void lateClick(String clickId, String sub1) throws Exception {
        Click click = Click.newBuilder()
                .setClickId(clickId)
                .setClickedAt(Instant.ofEpochMilli(ClickIds.millisOf(clickId)))
                .setAdvertiserId("acme")
                .setOfferId("shoes")
                .setAffiliateId("aff-1")
                .setSubs(List.of(sub1))
                .build();
        try (KafkaProducer<String, Click> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                kafka().serdes().of(Topics.CLICKS).serializer())) {
            producer.send(new ProducerRecord<>(Topics.CLICKS.name(), clickId, click))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    /** Bytes that no service of ours would write. */
    void write(String topic, String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(20, TimeUnit.SECONDS);
        }
    }

    /** How many postbacks wait for their click, as match's metrics tell it. */
    int heldPostbacks() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + stack.ports().streamsManagement() + "/metrics");
        String metrics = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        Matcher held = HELD.matcher(metrics);
        assertThat(held.find()).as(metrics).isTrue();
        return (int) Double.parseDouble(held.group(1));
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        URI uri = URI.create(stack.gatewayUrl().toString().replaceAll("/$", "") + pathAndQuery);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    GenericRecord awaitOutcome(String receiptId) {
        return await("outcome of " + receiptId)
                .atMost(PATIENCE)
                .until(() -> outcomesOf(receiptId), found -> !found.isEmpty())
                .get(0);
    }

    List<GenericRecord> outcomesOf(String receiptId) {
        return read("ricochet.postback-outcomes.v1", "receipt_id", receiptId);
    }

    List<GenericRecord> conversionsOf(String orderId) {
        return read("ricochet.conversions.v1", "order_id", orderId);
    }

    List<AffiliateServer.Call> awaitCalls(String orderId, int atLeast) {
        return await("calls for " + orderId)
                .atMost(PATIENCE)
                .until(() -> affiliate.callsWith("order", orderId), calls -> calls.size() >= atLeast);
    }

    List<GenericRecord> read(String topic, String field, String value) {
        return topics.read(topic, record -> value.equals(text(record.get(field))));
    }

    List<GenericRecord> read(String topic, Predicate<GenericRecord> fits) {
        return topics.read(topic, fits);
    }

    /** A field as text; empty where it is null. */
    static String text(GenericRecord record, String field) {
        return text(record.get(field));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    /** The gateway takes a click once it has read the catalog that was just written. */
    private void awaitCatalog() {
        await("catalog in force")
                .atMost(PATIENCE)
                .until(() -> get("/c/shoes?aff=aff-1&sub1=warm-up").statusCode() == 302);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Pipeline.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        // Nothing of it is kept, so nothing need be written down.
        stack.processes().forEach(ManagedProcess::kill9);
        stack.close();
        affiliate.close();
    }
}
