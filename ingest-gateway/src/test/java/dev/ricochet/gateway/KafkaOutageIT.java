package dev.ricochet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.Progress;
import dev.ricochet.local.stack.StackOptions;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under a running gateway, and comes back. It needs a broker of its own to kill. */
class KafkaOutageIT {
    @TempDir
    private Path data;

    @Test
    void shouldKeepOnItsDiskWhatKafkaDoesNotTake() throws Exception {
        StackOptions options =
                StackOptions.in(data).onPorts(Ports.free()).withoutServices().asShortLived();
        try (LocalStack stack = LocalStack.start(options, Progress.silent())) {
            SampleCatalog.apply(stack);
            try (RunningGateway gateway =
                            RunningGateway.start(stack.bootstrapServers(), stack.registryUrl(), Map.of());
                    EventLoopWatch watch = new EventLoopWatch()) {
                assertThat(gateway.get("/p/acme?token=s3cret&order_id=before").statusCode())
                        .isEqualTo(200);

                stack.broker().kill9();

                HttpResponse<String> spooled = gateway.get("/p/acme?token=s3cret&order_id=during");
                assertThat(spooled.statusCode()).isEqualTo(202);
                assertThat(new JsonObject(spooled.body()).getString("receipt_id"))
                        .isNotEmpty();
                assertThat(gateway.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);
                // Once that is known, nobody waits for Kafka first.
                assertThat(gateway.metrics()).contains("ricochet_gateway_kafka_trusted 0.0");
                assertThat(gateway.get("/p/acme?token=s3cret&order_id=soon").statusCode())
                        .isEqualTo(202);
                assertThat(gateway.metrics())
                        .contains(
                                "ricochet_gateway_requests_total{outcome=\"spooled\",route=\"postback\"} 2.0",
                                "ricochet_gateway_requests_total{outcome=\"spooled\",route=\"click\"} 1.0",
                                "ricochet_gateway_spool_records 3.0");
                assertThat(gateway.management("/readyz").statusCode()).isEqualTo(200);

                stack.broker().restart();

                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(gateway.metrics())
                                .contains("ricochet_gateway_kafka_trusted 1.0", "ricochet_gateway_spool_records 0.0"));
                assertThat(gateway.get("/p/acme?token=s3cret&order_id=after").statusCode())
                        .isEqualTo(200);
                assertThat(Arrivals.orderIds(stack)).contains("before", "during", "soon", "after");
                assertThat(Arrivals.clickIds(stack)).hasSize(1);
                assertThat(watch.blocked()).isEmpty();
            }
        }
    }
}
