package dev.ricochet.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.names.AddressBook;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that behave badly, each a real one. */
class HttpSenderTest {

    /** Long enough for a machine that has other things to do. */
    private static final HttpLimits PATIENT =
            new HttpLimits(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(1), 4, 4);

    private static final HttpLimits IMPATIENT =
            new HttpLimits(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), 4, 4);

    @TempDir
    private Path keys;

    private final Vertx vertx = Vertx.vertx();
    private final List<HttpServerRequest> seen = new CopyOnWriteArrayList<>();
    private HttpSender sender;

    @BeforeEach
    void open() {
        sender = sender(null, new AddressPolicy(true), PATIENT);
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

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo("thanks");
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

        assertThat(answered(get(port)))
                .satisfies(answered -> assertThat(answered.status()).isEqualTo(429))
                .satisfies(answered -> assertThat(answered.retryAfter()).isEqualTo(Duration.ofMinutes(2)));
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

        assertThat(answered(get(port)).body()).isEqualTo("partly");
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
        HttpSender strict = sender(null, new AddressPolicy(false), PATIENT);

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
        HttpSender trusting = sender(certificate.trustOptions(), new AddressPolicy(true), PATIENT);

        assertThat(((Answered) await(trusting.send(tls("aff.example", port)))).body())
                .isEqualTo("secret");
        assertThat(((Unanswered) await(trusting.send(tls("other.example", port)))).error())
                .isEqualTo(SendError.TLS_FAILED);
        assertThat(((Unanswered) await(sender.send(tls("aff.example", port)))).error())
                .isEqualTo(SendError.TLS_FAILED);
    }

    @Test
    void shouldSayInWhichPartTheTimeWent() {
        int port = server(request -> request.response().end("ok"));

        Timing timing = answered(get(port)).timing();

        assertThat(timing.name()).isNotNull();
        assertThat(timing.connect()).isNotNull();
        assertThat(timing.answer()).isNotNull();
        assertThat(timing.body()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 409, 418, 429, 500, 502, 503, 504})
    void shouldReportEveryStatusAsItIs(int status) {
        int port = server(request -> request.response().setStatusCode(status).end());

        assertThat(answered(get(port)).status()).isEqualTo(status);
        assertThat(answered(get(port)).retryAfter()).isNull();
    }

    @Test
    void shouldReportAConnectionThatIsResetInTheMiddleOfTheHeaders() {
        int port = rawServer(
                socket -> socket.write("HTTP/1.1 200 OK\r\ncontent-le").onComplete(sent -> socket.close()));

        assertThat(unanswered(get(port)).error()).isIn(SendError.BAD_ANSWER, SendError.CONNECTION_CLOSED);
    }

    @Test
    void shouldReportAConnectionThatIsResetHard() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread resetting = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                    // Closing with unsent data forgotten sends RST instead of FIN.
                    socket.setSoLinger(true, 0);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            resetting.start();

            assertThat(unanswered(get(server.getLocalPort())).error()).isEqualTo(SendError.CONNECTION_CLOSED);
            resetting.join();
        }
    }

    @Test
    void shouldTakeTheStatusForTheAnswerWhenTheServerClosesAfterTheHeaders() {
        int port = rawServer(socket ->
                socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n").onComplete(sent -> socket.close()));

        assertThat(answered(get(port)).status()).isEqualTo(200);
    }

    @Test
    void shouldNotWaitForAHostThatNeverAcceptsTheConnection() throws Exception {
        // A full backlog: the kernel drops what comes after it, as a firewall would.
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            Unanswered unanswered = (Unanswered) await(impatient().send(get(server.getLocalPort())));

            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThat(unanswered.error()).isEqualTo(SendError.CONNECT_TIMEOUT);
        }
    }

    @Test
    void shouldNotWaitForHeadersThatTrickle() {
        int port = rawServer(socket -> {
            socket.write("HTTP/1.1 200 OK\r\n");
            vertx.setPeriodic(20, timer -> socket.write("x-slow: 1\r\n").onFailure(e -> vertx.cancelTimer(timer)));
        });

        assertThat(((Unanswered) await(impatient().send(get(port)))).error())
                .isIn(SendError.TIMEOUT, SendError.BAD_ANSWER);
    }

    @Test
    void shouldRefuseHeadersWithoutEnd() {
        int port = rawServer(socket -> {
            socket.write("HTTP/1.1 200 OK\r\n");
            String line = "x-much: " + "y".repeat(1_000) + "\r\n";
            vertx.setPeriodic(1, timer -> socket.write(line).onFailure(e -> vertx.cancelTimer(timer)));
        });

        assertThat(unanswered(get(port)).error()).isIn(SendError.BAD_ANSWER, SendError.CONNECTION_CLOSED);
    }

    @Test
    void shouldUnfoldACompressedAnswerOnlyAsFarAsItIsKept() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 10; megabyte++) {
                gzip.write(zeros);
            }
        }
        assertThat(bomb.size()).as("it fits into what is kept").isLessThan(HttpLimits.KEPT_BYTES);
        int port = server(request ->
                request.response().putHeader("content-encoding", "gzip").end(Buffer.buffer(bomb.toByteArray())));

        assertThat(answered(get(port)).body()).hasSize(HttpLimits.KEPT_BYTES);
    }

    @Test
    void shouldShowACompressedAnswerAsText() throws Exception {
        ByteArrayOutputStream folded = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(folded)) {
            gzip.write(bytes("unknown click"));
        }
        int port = server(request -> request.response()
                .setStatusCode(404)
                .putHeader("content-encoding", "gzip")
                .end(Buffer.buffer(folded.toByteArray())));

        assertThat(answered(get(port)).body()).isEqualTo("unknown click");
    }

    @Test
    void shouldRefuseACertificateThatHasExpired() throws Exception {
        Expired expired = Expired.create(keys, "aff.example");
        int port = tlsServer(expired.keyCertOptions());
        HttpSender trusting = sender(expired.trustOptions(), new AddressPolicy(true), PATIENT);

        Unanswered unanswered = (Unanswered) await(trusting.send(tls("aff.example", port)));

        assertThat(unanswered.error()).isEqualTo(SendError.TLS_FAILED);
        assertThat(unanswered.detail()).contains("NotAfter");
        await(trusting.close());
    }

    @Test
    void shouldSpeakHttp2WhereTlsAgreesOnItAndReuseTheConnection() {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("aff.example");
        List<HttpVersion> versions = new CopyOnWriteArrayList<>();
        Set<Object> connections = ConcurrentHashMap.newKeySet();
        int port = await(vertx.createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(certificate.keyCertOptions()))
                        .requestHandler(request -> {
                            versions.add(request.version());
                            connections.add(request.connection());
                            request.response().end("two");
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        HttpSender trusting = sender(certificate.trustOptions(), new AddressPolicy(true), PATIENT);

        for (int number = 0; number < 3; number++) {
            assertThat(((Answered) await(trusting.send(tls("aff.example", port)))).body())
                    .isEqualTo("two");
        }

        assertThat(versions).hasSize(3).containsOnly(HttpVersion.HTTP_2);
        assertThat(connections).hasSize(1);
        await(trusting.close());
    }

    @Test
    void shouldShowTheCertificateThatAnEndpointWantsToSee() throws Exception {
        SelfSignedCertificate server = SelfSignedCertificate.create("aff.example");
        SelfSignedCertificate ours = SelfSignedCertificate.create("ricochet");
        Files.copy(Path.of(ours.certificatePath()), keys.resolve("ours.crt"));
        Files.copy(Path.of(ours.privateKeyPath()), keys.resolve("ours.key"));
        int port = await(vertx.createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setClientAuth(ClientAuth.REQUIRED)
                                .setTrustOptions(ours.trustOptions())
                                .setKeyCertOptions(server.keyCertOptions()))
                        .requestHandler(request -> request.response().end("known"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        HttpSender showing = new HttpSender(
                vertx, server.trustOptions(), new WayOut(null, keys), loopback(), PATIENT, Clock.systemUTC());

        assertThat(((Answered) await(showing.send(tls("aff.example", port), "ours"))).body())
                .isEqualTo("known");
        assertThat(await(showing.send(tls("aff.example", port)))).isInstanceOf(Unanswered.class);
        Unanswered missing = (Unanswered) await(showing.send(tls("aff.example", port), "theirs"));
        assertThat(missing.error()).isEqualTo(SendError.CLIENT_CERTIFICATE_MISSING);
        assertThat(missing.ours()).isTrue();
        await(showing.close());
    }

    @Test
    void shouldTunnelThroughAProxyAndTakeItsFailureForOurs() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("aff.example");
        int port = tlsServer(certificate);
        List<String> tunnels = new CopyOnWriteArrayList<>();
        int proxy = connectProxy(tunnels);
        HttpSender through = new HttpSender(
                vertx,
                certificate.trustOptions(),
                new WayOut(new ProxySettings("127.0.0.1", proxy, null), null),
                loopback(),
                PATIENT,
                Clock.systemUTC());

        assertThat(await(through.send(tls("aff.example", port))))
                .isInstanceOfSatisfying(
                        Answered.class, answered -> assertThat(answered.body()).isEqualTo("secret"));
        assertThat(tunnels).containsExactly("127.0.0.1:" + port);
        await(through.close());

        HttpSender nowhere = new HttpSender(
                vertx,
                certificate.trustOptions(),
                new WayOut(new ProxySettings("127.0.0.1", freePort(), null), null),
                loopback(),
                PATIENT,
                Clock.systemUTC());
        Unanswered unanswered = (Unanswered) await(nowhere.send(tls("aff.example", port)));
        assertThat(unanswered.ours()).isTrue();
        assertThat(unanswered.detail()).doesNotContain("127.0.0.1");
        await(nowhere.close());
    }

    @Test
    void shouldTryTheNextAddressWhenThereIsNoConnectionToTheFirst() throws Exception {
        int port = server(request -> request.response().end("second"));
        AddressBook book = new AddressBook(
                new AddressPolicy(true),
                host -> Future.succeededFuture(List.of(address("127.0.0.9"), address("127.0.0.1"))));
        HttpSender patient = new HttpSender(vertx, null, WayOut.OPEN, book, PATIENT, Clock.systemUTC());

        assertThat(((Answered) await(patient.send(get(port)))).body()).isEqualTo("second");
        await(patient.close());
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
        return sender(null, new AddressPolicy(true), IMPATIENT);
    }

    private static void flood(HttpServerRequest request) {
        request.response().write(Buffer.buffer("x".repeat(1_000))).onSuccess(written -> flood(request));
    }

    private HttpSender sender(@Nullable TrustOptions trusted, AddressPolicy policy, HttpLimits limits) {
        AddressBook book =
                new AddressBook(policy, host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));
        return new HttpSender(vertx, trusted, WayOut.OPEN, book, limits, Clock.systemUTC());
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

    private int tlsServer(KeyCertOptions certificate) {
        return await(vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate))
                        .requestHandler(request -> request.response().end("secret"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private static AddressBook loopback() {
        return new AddressBook(
                new AddressPolicy(true), host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A proxy that knows CONNECT and nothing else. The way is open in both directions before the client hears of it. */
    private int connectProxy(List<String> tunnels) {
        NetClient client = vertx.createNetClient(); // held: a client that nobody holds closes its connections
        return await(vertx.createNetServer()
                        .connectHandler(here -> here.handler(request -> {
                            String target = request.toString().split(" ", 3)[1];
                            tunnels.add(target);
                            String[] hostAndPort = target.split(":", 2);
                            client.connect(Integer.parseInt(hostAndPort[1]), hostAndPort[0])
                                    .onSuccess(there -> {
                                        here.handler(there::write);
                                        there.handler(here::write);
                                        here.closeHandler(closed -> there.close());
                                        there.closeHandler(closed -> here.close());
                                        here.write("HTTP/1.1 200 OK\r\n\r\n");
                                    });
                        }))
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
