package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.Progress;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under a running gateway, and comes back. It needs a broker of its own to kill. */
class KafkaOutageIT {
    private static final Duration POSTBACK_DEADLINE = Duration.ofSeconds(1);

    @TempDir
    private Path data;

    @Test
    void shouldSendVisitorsOnAndAskAdvertisersToComeAgain() throws Exception {
        StackOptions options = StackOptions.in(data).onPorts(Ports.free()).withoutServices();
        try (LocalStack stack = LocalStack.start(options, Progress.silent())) {
            applyCatalog(stack);
            Map<String, String> settings =
                    Map.of("RICOCHET_GATEWAY_POSTBACK_DEADLINE", POSTBACK_DEADLINE.toSeconds() + "s");
            try (RunningGateway gateway =
                            RunningGateway.start(stack.bootstrapServers(), stack.registryUrl(), settings);
                    EventLoopWatch watch = new EventLoopWatch()) {
                assertThat(gateway.get("/p/acme?token=s3cret&order_id=before").statusCode())
                        .isEqualTo(200);

                stack.broker().kill9();

                long start = System.nanoTime();
                HttpResponse<String> unavailable = gateway.get("/p/acme?token=s3cret&order_id=during");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(POSTBACK_DEADLINE.multipliedBy(3));
                assertThat(unavailable.statusCode()).isEqualTo(503);
                assertThat(unavailable.headers().firstValue("retry-after")).isPresent();
                assertThat(gateway.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);
                await().untilAsserted(() ->
                        assertThat(gateway.management("/readyz").statusCode()).isEqualTo(503));
                assertThat(gateway.management("/livez").statusCode()).isEqualTo(200);

                stack.broker().restart();

                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(gateway.get("/p/acme?token=s3cret&order_id=after")
                                        .statusCode())
                                .isEqualTo(200));
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(gateway.management("/readyz").statusCode())
                                        .isEqualTo(200));
                // The click that nobody waited for was kept by the producer.
                await().untilAsserted(
                                () -> assertThat(gateway.management("/metrics").body())
                                        .contains(
                                                "ricochet_gateway_records_total{result=\"durable\",topic=\"ricochet.clicks.v1\"} 1.0"));
                assertThat(watch.blocked()).isEmpty();
            }
        }
    }

    private static void applyCatalog(LocalStack stack) throws Exception {
        write(stack, Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        write(stack, Topics.AFFILIATES, "aff-1", anAffiliate("aff-1").build());
        write(stack, Topics.OFFERS, "shoes", anOffer("shoes").build());
    }

    private static <V extends SpecificRecord> void write(LocalStack stack, Topic<V> topic, String id, V entry)
            throws Exception {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                RecordSerdes.connect(stack.registryUrl()).of(topic).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), id, entry)).get();
        }
    }
}
