package dev.ricochet.sink.http;

import static dev.ricochet.sink.http.SendersHost.await;
import static dev.ricochet.sink.http.SendersHost.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that behave badly, each a real one. */
class BadServersTest {

    private final SendersHost here = new SendersHost();

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void shouldNotWaitForHeadersThatNeverCome() {
        int port = here.server(request -> {});

        Unanswered unanswered = (Unanswered) await(here.impatient().send(get(port)));

        assertThat(unanswered.error()).isEqualTo(SendError.TIMEOUT);
    }

    @Test
    void shouldKeepTheStartOfAnEndlessBodyAndHangUp() {
        AtomicInteger closed = new AtomicInteger();
        int port = here.server(request -> {
            request.connection().closeHandler(nothing -> closed.incrementAndGet());
            request.response().setChunked(true);
            flood(request);
        });

        Answered answered = here.answered(get(port));

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).hasSize(HttpLimits.KEPT_BYTES);
        Awaitility.await().untilAsserted(() -> assertThat(closed).hasValue(1));
    }

    @Test
    void shouldTakeTheStatusForTheAnswerWhenTheBodyIsSlow() {
        int port = here.server(request -> request.response().setChunked(true).write("partly"));

        assertThat(here.answered(get(port)).body()).isEqualTo("partly");
    }

    @Test
    void shouldReportAConnectionThatIsResetBeforeTheAnswer() {
        int port = here.rawServer(NetSocket::close);

        assertThat(here.unanswered(get(port)).error()).isEqualTo(SendError.CONNECTION_CLOSED);
    }

    @Test
    void shouldReportGarbageInsteadOfHttp() {
        int port = here.rawServer(socket -> socket.write("SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n"));

        assertThat(here.unanswered(get(port)).error()).isIn(SendError.BAD_ANSWER, SendError.CONNECTION_CLOSED);
    }

    @Test
    void shouldReportAClosedPort() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(here.unanswered(get(port)).error()).isEqualTo(SendError.CONNECT_FAILED);
    }

    @Test
    void shouldReportAConnectionThatIsResetInTheMiddleOfTheHeaders() {
        int port = here.rawServer(
                socket -> socket.write("HTTP/1.1 200 OK\r\ncontent-le").onComplete(sent -> socket.close()));

        assertThat(here.unanswered(get(port)).error()).isIn(SendError.BAD_ANSWER, SendError.CONNECTION_CLOSED);
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

            assertThat(here.unanswered(get(server.getLocalPort())).error()).isEqualTo(SendError.CONNECTION_CLOSED);
            resetting.join();
        }
    }

    @Test
    void shouldTakeTheStatusForTheAnswerWhenTheServerClosesAfterTheHeaders() {
        int port = here.rawServer(socket ->
                socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n").onComplete(sent -> socket.close()));

        assertThat(here.answered(get(port)).status()).isEqualTo(200);
    }

    @Test
    void shouldNotWaitForAHostThatNeverAcceptsTheConnection() throws Exception {
        // A full backlog: the kernel drops what comes after it, as a firewall would.
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            Unanswered unanswered = (Unanswered) await(here.impatient().send(get(server.getLocalPort())));

            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThat(unanswered.error()).isEqualTo(SendError.CONNECT_TIMEOUT);
        }
    }

    @Test
    void shouldNotWaitForHeadersThatTrickle() {
        int port = here.rawServer(socket -> {
            socket.write("HTTP/1.1 200 OK\r\n");
            here.vertx.setPeriodic(
                    20, timer -> socket.write("x-slow: 1\r\n").onFailure(e -> here.vertx.cancelTimer(timer)));
        });

        assertThat(((Unanswered) await(here.impatient().send(get(port)))).error())
                .isIn(SendError.TIMEOUT, SendError.BAD_ANSWER);
    }

    @Test
    void shouldRefuseHeadersWithoutEnd() {
        int port = here.rawServer(socket -> {
            socket.write("HTTP/1.1 200 OK\r\n");
            String line = "x-much: " + "y".repeat(1_000) + "\r\n";
            here.vertx.setPeriodic(1, timer -> socket.write(line).onFailure(e -> here.vertx.cancelTimer(timer)));
        });

        assertThat(here.unanswered(get(port)).error()).isIn(SendError.BAD_ANSWER, SendError.CONNECTION_CLOSED);
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
        int port = here.server(request ->
                request.response().putHeader("content-encoding", "gzip").end(Buffer.buffer(bomb.toByteArray())));

        assertThat(here.answered(get(port)).body()).hasSize(HttpLimits.KEPT_BYTES);
    }

    private static void flood(HttpServerRequest request) {
        request.response().write(Buffer.buffer("x".repeat(1_000))).onSuccess(written -> flood(request));
    }
}
