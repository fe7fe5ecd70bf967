package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Over HTTP into a real broker, read back by a consumer that knows nothing but the public contract. */
@KafkaTest
class GatewayIT {

    @Test
    void shouldBringAClickAndItsPostbackIntoTheirTopics(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        try (RunningGateway gateway = start(kafka)) {
            HttpResponse<String> redirect = gateway.get("/c/shoes?aff=aff-1&sub1=one");
            String location = redirect.headers().firstValue("location").orElseThrow();
            String clickId = location.substring(location.indexOf("cid=") + 4, location.indexOf("&s="));
            HttpResponse<String> acknowledged =
                    gateway.get("/p/acme?token=s3cret&order_id=o-1&sale_amount=99.90&currency=USD&click_id=" + clickId);
            HttpResponse<String> refused = gateway.get("/p/acme?token=wrong&order_id=o-2");

            ConsumerRecord<String, GenericRecord> click = only(kafka, Topics.CLICKS);
            assertThat(redirect.statusCode()).isEqualTo(302);
            assertThat(click.key()).isEqualTo(clickId);
            assertThat(click.value().get("click_id")).hasToString(clickId);
            assertThat(click.value().get("affiliate_id")).hasToString("aff-1");
            assertThat(click.value().get("subs")).hasToString("[one]");

            ConsumerRecord<String, GenericRecord> postback = only(kafka, Topics.POSTBACKS);
            assertThat(acknowledged.statusCode()).isEqualTo(200);
            assertThat(postback.key()).isEqualTo(clickId);
            assertThat(postback.partition()).isEqualTo(click.partition());
            assertThat(postback.value().get("receipt_id"))
                    .hasToString(new JsonObject(acknowledged.body()).getString("receipt_id"));
            assertThat(postback.value().get("sale_amount")).hasToString("99.900000");
            assertThat(Traceparent.of(postback.headers()).traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");

            RejectedRequest rejected = kafka.awaitRecord(Topics.REJECTED_REQUESTS, any -> true);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(rejected.getReason()).isEqualTo("bad_token");
            assertThat(rejected.getRequestId()).isEqualTo(new JsonObject(refused.body()).getString("request_id"));
            assertThat(rejected.getQuery()).isEqualTo("token=***&order_id=o-2");
        }
    }

    @Test
    void shouldBeReadyOnceItTakesRequestsAndShowItsMetrics(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        try (RunningGateway gateway = start(kafka)) {
            await().untilAsserted(() ->
                    assertThat(gateway.management("/readyz").statusCode()).isEqualTo(200));
            gateway.get("/p/acme?token=s3cret&order_id=o-1");

            assertThat(gateway.management("/metrics").body())
                    .contains(
                            "ricochet_gateway_requests_total{outcome=\"accepted\",route=\"postback\"} 1.0",
                            "ricochet_gateway_refusals_total{reason=\"bad_token\",route=\"postback\"} 0.0",
                            "ricochet_gateway_records_total{result=\"durable\",topic=\"ricochet.postbacks.v1\"} 1.0",
                            "ricochet_gateway_durable_seconds_bucket{topic=\"ricochet.postbacks.v1\",le=\"0.005\"}",
                            "ricochet_gateway_in_flight_bytes 0.0");
        }
    }

    @Test
    void shouldLoseNothingThatItAcknowledgedWhenItStopsUnderLoad(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        Queue<String> receipts = new ConcurrentLinkedQueue<>();
        Queue<Throwable> broken = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<?>> requests = new ArrayList<>();
        RunningGateway gateway = start(kafka);
        for (int i = 0; i < 400; i++) {
            requests.add(gateway.getAsync("/p/acme?token=s3cret&order_id=load-" + i)
                    .whenComplete((answer, failure) -> {
                        if (failure == null && answer.statusCode() == 200) {
                            receipts.add(new JsonObject(answer.body()).getString("receipt_id"));
                        } else if (failure != null) {
                            broken.add(failure);
                        }
                    }));
        }
        await().until(() -> receipts.size() > 20);

        gateway.close();

        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new))
                .exceptionally(some -> null)
                .join();
        Set<String> written = kafka.consumeAll(Topics.POSTBACKS).stream()
                .map(ConsumerRecord::value)
                .map(Postback::getReceiptId)
                .collect(Collectors.toSet());
        assertThat(receipts).isNotEmpty();
        assertThat(Lost.of(receipts, written)).isEmpty();
        // Requests that the server never took end with a broken connection, which promises nothing.
        assertThat(receipts.size() + broken.size()).isEqualTo(requests.size());
    }

    @Test
    void shouldNeverBlockAnEventLoop(KafkaStack kafka) throws Exception {
        applyCatalog(kafka);
        try (RunningGateway gateway = start(kafka);
                EventLoopWatch watch = new EventLoopWatch()) {
            List<CompletableFuture<?>> requests = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                requests.add(gateway.getAsync("/c/shoes?aff=aff-1&sub1=" + i));
                requests.add(gateway.getAsync("/p/acme?token=s3cret&order_id=" + i));
                requests.add(gateway.getAsync("/p/acme?token=wrong&order_id=" + i));
            }
            CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).join();
            assertThat(watch.blocked()).isEmpty();
        }
    }

    private static RunningGateway start(KafkaStack kafka) {
        return RunningGateway.start(kafka.bootstrapServers(), kafka.registryUrl(), Map.of());
    }

    private static void applyCatalog(KafkaStack kafka) {
        kafka.startOver();
        kafka.send(Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        kafka.send(Topics.AFFILIATES, "aff-1", anAffiliate("aff-1").build());
        kafka.send(Topics.OFFERS, "shoes", anOffer("shoes").build());
    }

    private static ConsumerRecord<String, GenericRecord> only(KafkaStack kafka, Topic<?> topic) {
        List<ConsumerRecord<String, GenericRecord>> records = PlainConsumer.read(kafka, topic.name());
        assertThat(records).hasSize(1);
        return records.get(0);
    }
}
