package dev.ricochet.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.names.AddressBook;
import dev.ricochet.sink.names.DnsNames;
import dev.ricochet.sink.names.DnsSettings;
import dev.ricochet.sink.names.TestNameServer;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way out, by name: a real name server that fails, comes back and changes its mind, and a real web server. */
class SendingByNameTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpLimits LIMITS =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(5), 4, 4);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger requests = new AtomicInteger();
    private TestNameServer nameServer;
    private DnsNames names;
    private HttpSender sender;
    private int port;

    @BeforeEach
    void start() throws Exception {
        nameServer = new TestNameServer();
        names = new DnsNames(
                new DnsSettings(List.of(nameServer.address()), Duration.ofMillis(500), Duration.ofMinutes(1)));
        sender = new HttpSender(
                vertx, null, WayOut.OPEN, new AddressBook(new AddressPolicy(true), names), LIMITS, Clock.systemUTC());
        port = await(vertx.createHttpServer()
                        .requestHandler(request -> {
                            requests.incrementAndGet();
                            request.response().end("here");
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        await(sender.close());
        names.close();
        nameServer.close();
        await(vertx.close());
    }

    @Test
    void shouldGetThroughOnceTheNameServerAnswersAgain() throws Exception {
        nameServer.silence("aff.example");
        assertThat(send())
                .isInstanceOfSatisfying(
                        Unanswered.class, silent -> assertThat(silent.error()).isEqualTo(SendError.NAME_SERVER_SILENT));

        nameServer.answer("aff.example", "127.0.0.1");

        Awaitility.await().atMost(PATIENCE).until(() -> send() instanceof Answered);
    }

    @Test
    void shouldGetThroughOnceTheNameIsKnown() throws Exception {
        assertThat(send())
                .isInstanceOfSatisfying(
                        Unanswered.class,
                        unknown -> assertThat(unknown.error()).isEqualTo(SendError.NAME_NOT_RESOLVED));

        nameServer.answer("aff.example", "127.0.0.1");

        Awaitility.await().atMost(PATIENCE).until(() -> send() instanceof Answered);
    }

    @Test
    void shouldNotFollowANameThatMovesIntoOurNetwork() throws Exception {
        nameServer.answer("aff.example", "127.0.0.1");
        assertThat(send()).isInstanceOf(Answered.class);

        nameServer.answer("aff.example", "10.0.0.1");

        assertThat(send()).isInstanceOfSatisfying(Unanswered.class, refused -> {
            assertThat(refused.error()).isEqualTo(SendError.FORBIDDEN_ADDRESS);
            assertThat(refused.detail()).doesNotContain("10.0.0.1");
        });
        assertThat(requests).hasValue(1);
    }

    private SendOutcome send() {
        return await(sender.send(
                new PreparedRequest("GET", new Origin(false, "aff.example", port), "/pb", Map.of(), new byte[0])));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
