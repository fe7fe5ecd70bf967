package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Callers that take their time, or too much room. */
class ConnectionBoundsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration NEVER_TOO_LATE = Duration.ofMinutes(1);
    private static final Catalog CATALOG =
            aCatalog().with(anAffiliate("aff-1")).with(anOffer("shoes")).build();

    @Test
    void shouldCloseAConnectionThatOnlyTricklesItsHead() throws Exception {
        Bounds bounds = new Bounds(100, Duration.ofSeconds(1), Duration.ofSeconds(10), 1_000_000, NEVER_TOO_LATE);
        try (GatewayAtTheDoor door = new GatewayAtTheDoor(CATALOG, bounds, null);
                Socket slow = connect(door.port)) {
            slow.getOutputStream().write("GET /c/shoes HTTP/1.1\r\n".getBytes(US_ASCII));

            await().pollInSameThread().atMost(PATIENCE).until(() -> isClosedThough(slow, "X-A: b\r\n"));

            assertThat(door.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);
        }
    }

    @Test
    void shouldKeepAConnectionThatGoesOnAsking() throws Exception {
        Bounds bounds = new Bounds(100, Duration.ofSeconds(2), Duration.ofSeconds(10), 1_000_000, NEVER_TOO_LATE);
        try (GatewayAtTheDoor door = new GatewayAtTheDoor(CATALOG, bounds, null);
                Socket socket = connect(door.port)) {
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (System.nanoTime() < end) {
                socket.getOutputStream()
                        .write("HEAD /c/shoes?aff=aff-1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
                assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 302");
            }
        }
    }

    @Test
    void shouldCloseConnectionsBeyondTheirNumberAndServeTheRest() throws Exception {
        Bounds bounds = new Bounds(3, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000, NEVER_TOO_LATE);
        try (GatewayAtTheDoor door = new GatewayAtTheDoor(CATALOG, bounds, null)) {
            List<Socket> sockets = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = connect(door.port);
                sockets.add(socket);
                socket.getOutputStream()
                        .write("HEAD /c/shoes?aff=aff-1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
                assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 302");
            }
            try (Socket surplus = connect(door.port)) {
                assertThat(endsWithoutAnAnswer(surplus)).isTrue();
            }
            assertThat(door.count("ricochet.gateway.connections.refused")).isEqualTo(1);

            sockets.get(0).close();

            await().atMost(PATIENCE).until(() -> {
                try (Socket again = connect(door.port)) {
                    again.getOutputStream()
                            .write("HEAD /c/shoes?aff=aff-1 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
                    return head(again.getInputStream()).startsWith("HTTP/1.1 302");
                } catch (SocketException stillFull) {
                    return false;
                }
            });
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void shouldNotWaitForABodyThatDoesNotCome() throws Exception {
        Bounds bounds = new Bounds(100, Duration.ofSeconds(30), Duration.ofMillis(300), 1_000_000, NEVER_TOO_LATE);
        try (GatewayAtTheDoor door = new GatewayAtTheDoor(CATALOG, bounds, null);
                Socket slow = connect(door.port)) {
            slow.getOutputStream()
                    .write(("POST /p/acme HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 20\r\n\r\n{\"a\"")
                            .getBytes(US_ASCII));

            assertThat(head(slow.getInputStream())).startsWith("HTTP/1.1 408");
            assertThat(door.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);
        }
    }

    @Test
    void shouldSendAwayWhoBringsNoRowOfAStream() throws Exception {
        Bounds bounds = new Bounds(100, Duration.ofSeconds(1), Duration.ofSeconds(10), 1_000_000, NEVER_TOO_LATE);
        try (GatewayAtTheDoor door = new GatewayAtTheDoor(CATALOG, bounds, null);
                Socket slow = connect(door.port)) {
            slow.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "POST /api/v1/clicks HTTP/1.1",
                                    "Host: a",
                                    "Content-Type: application/x-ndjson",
                                    "X-Ricochet-Token: x",
                                    "Content-Length: 100000",
                                    "",
                                    "")
                            .getBytes(US_ASCII));

            await().pollInSameThread().atMost(PATIENCE).until(() -> isClosedThough(slow, " "));
        }
    }

    @Test
    void shouldKeepNoMoreOfAllBodiesThanThereIsRoomFor() throws Exception {
        Bounds bounds = new Bounds(100, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_500, NEVER_TOO_LATE);
        try (GatewayAtTheDoor door = new GatewayAtTheDoor(CATALOG, bounds, null);
                Socket first = connect(door.port);
                Socket second = connect(door.port)) {
            String head =
                    "POST /p/acme HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1900\r\n\r\n";
            String part = "x".repeat(1_000);
            first.getOutputStream().write((head + part).getBytes(US_ASCII));
            second.getOutputStream().write((head + part).getBytes(US_ASCII));

            // Which of the two is read first is not said; one has no room.
            await().atMost(PATIENCE)
                    .until(() ->
                            door.count("ricochet.gateway.refusals", "route", "postback", "reason", "overloaded") == 1);
            assertThat(door.get("/c/shoes?aff=aff-1").statusCode()).isEqualTo(302);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Whether the other end has closed by now; sends some more of the head if not. */
    private static boolean isClosedThough(Socket socket, String more) throws IOException {
        try {
            socket.getOutputStream().write(more.getBytes(US_ASCII));
            socket.setSoTimeout(50);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static boolean endsWithoutAnAnswer(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
