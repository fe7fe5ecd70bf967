package dev.ricochet.sink;

import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anEndpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.catalog.HttpMethod;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.GiveUpReason;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import dev.ricochet.testkit.KafkaTest;
import dev.ricochet.testkit.fixture.EndpointFixture;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a conversion on the topic to the affiliate's server and back to the attempts, with a real broker and registry. */
@KafkaTest
class SinkIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final CountDownLatch RELEASE = new CountDownLatch(1);

    private static AffiliateServer affiliate;
    private static int portThatIsDown;
    private static ServiceRuntime service;
    private static KafkaStack kafka;

    @BeforeAll
    static void start(KafkaStack stack, @TempDir Path state) throws Exception {
        kafka = stack;
        affiliate = new AffiliateServer(0, SinkIT::behave);
        portThatIsDown = freePort();
        SinkTesting.apply(
                kafka,
                anEndpoint("signed")
                        .of("aff-signed")
                        .url(affiliate.url("/signed"))
                        .method(HttpMethod.POST),
                anEndpoint("down").of("aff-down").url("http://127.0.0.1:" + portThatIsDown + "/pb?p={payout}"),
                anEndpoint("order").of("aff-order").url(affiliate.url("/order?s={status}")),
                anEndpoint("hanging").of("aff-hanging").url(affiliate.url("/hanging")),
                anEndpoint("healthy").of("aff-healthy").url(affiliate.url("/healthy")),
                anEndpoint("gone").of("aff-gone").url(affiliate.url("/gone")));
        service = Service.start(SinkMain.NAME, SinkTesting.environment(stack, state), SinkConfig::from, Sink::start);
        await().atMost(PATIENCE).until(() -> service.health().report().ready());
    }

    @AfterAll
    static void stop() {
        RELEASE.countDown();
        service.close();
        affiliate.close();
    }

    @Test
    void shouldTellTheAffiliateWithASignatureThatCanBeVerified() {
        Conversion conversion = aConversion().by("aff-signed").payout("12.34").build();

        report(conversion);

        AffiliateServer.Call call = awaitCalls("/signed", 1).get(0);
        assertThatCode(() -> new Webhook(EndpointFixture.SECRET).verify(call.body(), call.headers()))
                .doesNotThrowAnyException();
        assertThat(call.body()).contains("\"payout\":\"12.34\"");
        DeliveryAttempt attempt = awaitAttempt(conversion);
        assertThat(attempt.getResult()).isEqualTo(AttemptResult.DELIVERED);
        assertThat(attempt.getDeliveryId()).isEqualTo(call.id());
    }

    @Test
    void shouldComeBackToAServerThatWasDownWithTheSameId() throws Exception {
        Conversion conversion = aConversion().by("aff-down").build();
        report(conversion);
        DeliveryAttempt failed = awaitAttempt(conversion);
        assertThat(failed.getError()).isEqualTo("connect_failed");

        try (AffiliateServer back = new AffiliateServer(portThatIsDown, AffiliateServer::ok)) {
            await().atMost(PATIENCE).until(() -> back.calls().size() == 1);

            assertThat(back.calls().get(0).id()).isEqualTo(failed.getDeliveryId());
            assertThat(back.calls().get(0).query()).isEqualTo("p=10.00");
        }
    }

    @Test
    void shouldTellOfTheChangesOfAConversionInTheirOrder() {
        Conversion approved = aConversion().by("aff-order").build();

        report(approved);
        report(aChangeOf(approved).status(ConversionStatus.REVERSED).payout("0").build());

        assertThat(awaitCalls("/order", 2))
                .extracting(AffiliateServer.Call::query)
                .containsExactly("s=APPROVED", "s=REVERSED");
    }

    @Test
    void shouldNotLetAHangingServerHoldUpTheOthers() {
        for (int number = 0; number < 40; number++) {
            report(aConversion().by("aff-hanging").build());
            report(aConversion().by("aff-healthy").build());
        }

        assertThat(awaitCalls("/healthy", 40)).hasSize(40);
        assertThat(kafka.consumeAll(Topics.DELIVERY_ATTEMPTS))
                .noneMatch(record -> record.value().getEndpointId().equals("hanging")
                        && record.value().getResult() == AttemptResult.DELIVERED);
    }

    @Test
    void shouldWriteADeadLetterForAnEndpointThatIsGone() {
        Conversion conversion = aConversion().by("aff-gone").build();

        report(conversion);

        assertThat(kafka.awaitRecord(
                                Topics.DELIVERY_DEAD_LETTERS,
                                letter -> letter.getConversion().equals(conversion))
                        .getReason())
                .isEqualTo(GiveUpReason.ENDPOINT_GONE);
    }

    private static void behave(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/hanging" -> {
                try {
                    RELEASE.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
            case "/gone" -> {
                exchange.sendResponseHeaders(410, -1);
                exchange.close();
            }
            default -> AffiliateServer.ok(exchange);
        }
    }

    private static List<AffiliateServer.Call> awaitCalls(String path, int count) {
        await().atMost(PATIENCE).until(() -> affiliate.calls(path).size() >= count);
        return affiliate.calls(path);
    }

    private static DeliveryAttempt awaitAttempt(Conversion conversion) {
        return kafka.awaitRecord(
                Topics.DELIVERY_ATTEMPTS, attempt -> attempt.getConversionId().equals(conversion.getConversionId()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void report(Conversion conversion) {
        kafka.send(Topics.CONVERSIONS, conversion.getConversionId(), conversion);
    }
}
