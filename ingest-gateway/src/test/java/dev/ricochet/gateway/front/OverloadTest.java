package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
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
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More work than there is time: told early, and over as soon as the work is. */
class OverloadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Catalog CATALOG = aCatalog()
            .with(anAffiliate("aff-1"))
            .with(anOffer("shoes"))
            .with(anAdvertiser("acme"))
            .build();
    private static final String POSTBACK = "GET /p/acme?token=s3cret&order_id=1 HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CLICK = "GET /c/shoes?aff=aff-1 HTTP/1.1\r\nHost: a\r\n\r\n";

    @Test
    void shouldTurnAwayAtOnceWhoComesWhileTheLoopIsBehindAndServeThemOnceItIsNot() throws Exception {
        Bounds bounds =
                new Bounds(100, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000, Duration.ofMillis(200));
        try (GatewayAtTheDoor door = new GatewayAtTheDoor(CATALOG, bounds, null);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());

            awaitTurnedAway(door, socket, POSTBACK);
            awaitTurnedAway(door, socket, CLICK);

            assertThat(door.count("ricochet.gateway.refusals", "route", "postback", "reason", "overloaded"))
                    .isEqualTo(1);
            assertThat(door.count("ricochet.gateway.refusals", "route", "click", "reason", "overloaded"))
                    .isEqualTo(1);
            await().pollInSameThread()
                    .atMost(PATIENCE)
                    .until(() -> answer(socket, POSTBACK).startsWith("HTTP/1.1 200"));
        }
    }

    /** The loop looks at itself every 100 ms, which a test on a busy machine may miss; then it is made busy again. */
    private static void awaitTurnedAway(GatewayAtTheDoor door, Socket socket, String request) {
        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> {
            door.postbacks.takeLong(Duration.ofSeconds(1));
            answer(socket, POSTBACK);
            door.postbacks.takeLong(Duration.ZERO);
            int taken = door.postbacks.records().size() + door.clicks.records().size();

            String answer = answer(socket, request);

            assertThat(answer).startsWith("HTTP/1.1 503").containsIgnoringCase("retry-after: 5");
            assertThat(door.postbacks.records().size() + door.clicks.records().size())
                    .isEqualTo(taken);
        });
    }

    /** The head of the answer; what follows it is read and dropped. */
    private static String answer(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        in.skipNBytes(length(head.toString()));
        return head.toString();
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length: ", 0, 16))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
    }
}
