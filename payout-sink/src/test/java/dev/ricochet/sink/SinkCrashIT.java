package dev.ricochet.sink;

import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dispatcher is killed after the affiliate's server has the request and before anything is written about it. Whoever
 * comes next must send it again, under the same id: at least once, and recognisable.
 */
@KafkaTest
class SinkCrashIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CompletableFuture<Process> doomed = new CompletableFuture<>();

    @TempDir
    private Path directory;

    @AfterEach
    void leaveNoProcessBehind() {
        if (doomed.isDone()) {
            doomed.join().destroyForcibly();
        }
    }

    @Test
    void shouldSendAgainUnderTheSameIdWhenADispatcherDiesBetweenSendingAndWriting(KafkaStack kafka) throws Exception {
        try (AffiliateServer affiliate = new AffiliateServer(0, this::killTheFirstDispatcher)) {
            SinkTesting.apply(kafka, anEndpoint("ep-crash").of("aff-crash").url(affiliate.url("/pb")));
            Conversion conversion = aConversion().by("aff-crash").build();
            doomed.complete(process(kafka));
            kafka.send(Topics.CONVERSIONS, conversion.getConversionId(), conversion);
            await().atMost(PATIENCE).until(() -> !doomed.join().isAlive());
            assertThat(affiliate.calls()).hasSize(1);
            assertThat(kafka.consumeAll(Topics.DELIVERY_ATTEMPTS)).isEmpty();

            try (ServiceRuntime next = Service.start(
                    SinkMain.NAME,
                    SinkTesting.environment(kafka, directory.resolve("next")),
                    SinkConfig::from,
                    Sink::start)) {
                await().atMost(PATIENCE).until(() -> affiliate.calls().size() >= 2);
                assertThat(next.failure()).isNull();

                assertThat(affiliate.calls())
                        .extracting(AffiliateServer.Call::id)
                        .containsOnly(affiliate.calls().get(0).id());
                DeliveryAttempt attempt = kafka.awaitRecord(
                        Topics.DELIVERY_ATTEMPTS, written -> written.getResult() == AttemptResult.DELIVERED);
                assertThat(attempt.getDeliveryId())
                        .isEqualTo(affiliate.calls().get(0).id());
            }
        }
    }

    private void killTheFirstDispatcher(HttpExchange exchange) throws IOException {
        Process first = doomed.join();
        if (first.isAlive()) {
            first.destroyForcibly();
            exchange.close();
        } else {
            AffiliateServer.ok(exchange);
        }
    }

    private Process process(KafkaStack kafka) throws IOException {
        return SinkProcess.start(
                SinkTesting.environment(kafka, directory.resolve("doomed")), directory.resolve("doomed.log"));
    }
}
