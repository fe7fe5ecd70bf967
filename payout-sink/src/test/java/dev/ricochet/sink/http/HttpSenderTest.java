package dev.ricochet.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.address.AddressBook;
import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that behave badly, each a real one. */
class HttpSenderTest {

    /** Long enough for a machine that has other things to do. */
    private static final HttpLimits PATIENT =
            new HttpLimits(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(1), 4, 4);

    private static final HttpLimits IMPATIENT =
            new HttpLimits(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), 4, 4);

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> seen = new CopyOnWriteArrayList<>();
    private HttpSender sender;

    @BeforeEach
    void open() {
        sender = sender(new HttpClientOptions(), new AddressPolicy(true), PATIENT);
    }

    @AfterEach
    void close() {
        await(sender.close().eventually(vertx::close));
    }

    @Test
    void shouldSendTheExactBytesAndHeaders() {
        AtomicInteger length = new AtomicInteger();
        int port = server(request -> request.body().onSuccess(body -> {
            length.set(body.length());
            request.response().end("thanks");
        }));

        Answered answered = answered(new PreparedRequest(
                "POST", new Origin(false, "127.0.0.1", port), "/pb?a=%26", Map.of("webhook-id", "d-1"), bytes("{}")));

        assertThat(answered).isEqualTo(new Answered(200, null, "thanks"));
        assertThat(length).hasValue(2);
        assertThat(seen.get(0).uri()).isEqualTo("/pb?a=%26");
        assertThat(seen.get(0).getHeader("webhook-id")).isEqualTo("d-1");
    }

    @Test
    void shouldNotFollowRedirects() {
        int port = server(request -> request.response()
                .setStatusCode(302)
                .putHeader("location", "/elsewhere")
                .end());

        assertThat(answered(get(port)).status()).isEqualTo(302);
        assertThat(seen).hasSize(1);
    }

    @Test
    void shouldReportGone() {
        int port = server(request -> request.response().setStatusCode(410).end());

        assertThat(answered(get(port)).status()).isEqualTo(410);
    }

    @Test
    void shouldReadWhatAnOverloadedServerAsksFor() {
        int port = server(request -> request.response()
                .setStatusCode(429)
                .putHeader("retry-after", "120")
                .end());

        assertThat(answered(get(port))).isEqualTo(new Answered(429, Duration.ofMinutes(2), ""));
    }

    @Test
    void shouldNotWaitForHeadersThatNeverCome() {
        int port = server(request -> {});

        Unanswered unanswered = (Unanswered) await(impatient().send(get(port)));

        assertThat(unanswered.error()).isEqualTo(SendError.TIMEOUT);
    }

    @Test
    void shouldKeepTheStartOfAnEndlessBodyAndHangUp() {
        AtomicInteger closed = new AtomicInteger();
        int port = server(request -> {
            request.connection().closeHandler(nothing -> closed.incrementAndGet());
            request.response().setChunked(true);
            flood(request);
        });

        Answered answered = answered(get(port));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).hasSize(HttpLimits.KEPT_BYTES);
        Awaitility.await().untilAsserted(() -> assertThat(closed).hasValue(1));
    }

    @Test
    void shouldTakeTheStatusForTheAnswerWhenTheBodyIsSlow() {
        int port = server(request -> request.response().setChunked(true).write("partly"));

        assertThat(answered(get(port))).isEqualTo(new Answered(200, null, "partly"));
    }

    @Test
    void shouldReportAConnectionThatIsResetBeforeTheAnswer() {
        int port = rawServer(NetSocket::close);

        assertThat(unanswered(get(port)).error()).isEqualTo(SendError.CONNECTION_CLOSED);
    }

    @Test
    void shouldReportGarbageInsteadOfHttp() {
        int port = rawServer(socket -> socket.write("SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n"));

        assertThat(unanswered(get(port)).error()).isIn(SendError.BAD_ANSWER, SendError.CONNECTION_CLOSED);
    }

    @Test
    void shouldReportAClosedPort() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(unanswered(get(port)).error()).isEqualTo(SendError.CONNECT_FAILED);
    }

    @Test
    void shouldNotConnectToAForbiddenAddress() {
        int port = server(request -> request.response().end());
        HttpSender strict = sender(new HttpClientOptions(), new AddressPolicy(false), PATIENT);

        Unanswered unanswered = (Unanswered) await(strict.send(get(port)));

        assertThat(unanswered.error()).isEqualTo(SendError.FORBIDDEN_ADDRESS);
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldConnectToTheJudgedAddressAndNameTheHost() {
        int port = server(request -> request.response().end());

        answered(new PreparedRequest("GET", new Origin(false, "aff.example", port), "/", Map.of(), new byte[0]));

        assertThat(seen.get(0).getHeader("host")).isEqualTo("aff.example:" + port);
    }

    @Test
    void shouldVerifyTlsAgainstTheNameThoughTheAddressIsPinned() {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("aff.example");
        int port = tlsServer(certificate);
        HttpSender trusting = sender(
                new HttpClientOptions().setTrustOptions(certificate.trustOptions()), new AddressPolicy(true), PATIENT);

        assertThat(await(trusting.send(tls("aff.example", port)))).isEqualTo(new Answered(200, null, "secret"));
        assertThat(((Unanswered) await(trusting.send(tls("other.example", port)))).error())
                .isEqualTo(SendError.TLS_FAILED);
        assertThat(((Unanswered) await(sender.send(tls("aff.example", port)))).error())
                .isEqualTo(SendError.TLS_FAILED);
    }

    @Test
    void shouldRefuseMoreThanMayWait() {
        int port = server(request -> {});
        HttpSender impatient = impatient();

        List<SendOutcome> outcomes = await(Future.join(IntStream.range(0, 20)
                        .mapToObj(number -> impatient.send(get(port)))
                        .toList())
                .map(all -> all.<SendOutcome>list()));

        assertThat(outcomes).hasSize(20).anyMatch(outcome -> ((Unanswered) outcome).error() == SendError.POOL_FULL);
    }

    private HttpSender impatient() {
        return sender(new HttpClientOptions(), new AddressPolicy(true), IMPATIENT);
    }

    private static void flood(HttpServerRequest request) {
        request.response().write(Buffer.buffer("x".repeat(1_000))).onSuccess(written -> flood(request));
    }

    private HttpSender sender(HttpClientOptions tls, AddressPolicy policy, HttpLimits limits) {
        AddressBook book = new AddressBook(policy, host -> List.of(InetAddress.getLoopbackAddress()));
        return new HttpSender(vertx, tls, book, limits, Clock.systemUTC());
    }

    private int server(Handler<HttpServerRequest> handler) {
        return await(vertx.createHttpServer()
                        .requestHandler(request -> {
                            seen.add(request);
                            handler.handle(request);
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private int tlsServer(SelfSignedCertificate certificate) {
        return await(vertx.createHttpServer(
                                new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions()))
                        .requestHandler(request -> request.response().end("secret"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private int rawServer(Handler<NetSocket> handler) {
        return await(vertx.createNetServer()
                        .connectHandler(socket -> socket.handler(request -> handler.handle(socket)))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static PreparedRequest get(int port) {
        return new PreparedRequest("GET", new Origin(false, "127.0.0.1", port), "/pb", Map.of(), new byte[0]);
    }

    private static PreparedRequest tls(String host, int port) {
        return new PreparedRequest("GET", new Origin(true, host, port), "/pb", Map.of(), new byte[0]);
    }

    private Answered answered(PreparedRequest request) {
        return (Answered) await(sender.send(request));
    }

    private Unanswered unanswered(PreparedRequest request) {
        return (Unanswered) await(sender.send(request));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
