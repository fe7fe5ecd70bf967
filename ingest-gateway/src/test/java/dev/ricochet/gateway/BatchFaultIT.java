package dev.ricochet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.Progress;
import dev.ricochet.local.stack.StackOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that break off, and batches larger than the gateway's memory. */
@Tag("long")
class BatchFaultIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String PATH = "/api/v1/postbacks:batch?advertiser=acme";

    @TempDir
    private static Path data;

    private static LocalStack stack;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startStack() throws Exception {
        stack = LocalStack.start(
                StackOptions.in(data.resolve("stack"))
                        .onPorts(Ports.free())
                        .withoutServices()
                        .asShortLived(),
                Progress.silent());
        SampleCatalog.apply(stack);
    }

    @AfterAll
    static void stopStack() {
        stack.close();
    }

    @Test
    void shouldKeepWhatItAcceptedOfACallerWhoLeavesAndDoubleNothingWhenItComesAgain() throws Exception {
        int rows = 50_000;
        try (GatewayProcess gateway = GatewayProcess.start(stack, data.resolve("left"), Map.of())) {
            List<String> heard = leaveAfterHearing(2_000, gateway);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(gateway.metrics()).contains("ricochet_gateway_in_flight_bytes 0.0"));
            assertThat(Lost.of(heard, Arrivals.receiptIds(stack))).isEmpty();

            List<String> receipts = new ArrayList<>();
            JsonObject summary;
            try (BufferedReader lines = send(gateway, "left", rows, "")) {
                for (int row = 0; row < rows; row++) {
                    receipts.add(receiptId(lines.readLine()));
                }
                summary = new JsonObject(lines.readLine());
            }

            assertThat(summary.getString("status")).isEqualTo("complete");
            assertThat(receipts).doesNotHaveDuplicates();
            assertThat(receipts.subList(0, heard.size())).isEqualTo(heard);
            assertThat(Lost.of(receipts, Arrivals.receiptIds(stack))).isEmpty();
        }
    }

    @Test
    void shouldTakeABatchThatIsLargerThanItsMemory() throws Exception {
        int rows = 250_000;
        Map<String, String> settings = Map.of("RICOCHET_GATEWAY_IN_FLIGHT_BYTES", "4MiB");
        try (GatewayProcess gateway = GatewayProcess.startWithHeap("64m", stack, data.resolve("large"), settings);
                BufferedReader lines = send(gateway, "large", rows, "x".repeat(300))) {
            int accepted = 0;
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                accepted += line.contains("\"status\":\"accepted\"") ? 1 : 0;
                last = line;
            }

            assertThat(accepted).isEqualTo(rows);
            assertThat(new JsonObject(last).getLong("accepted")).isEqualTo(rows);
            assertThat(new JsonObject(last).getString("status")).isEqualTo("complete");
        }
    }

    /** Sends rows without end, reads the results of the first, and is gone in the middle of a row. */
    private static List<String> leaveAfterHearing(int rows, GatewayProcess gateway) throws Exception {
        List<String> heard = new ArrayList<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nIdempotency-Key: left\r\n"
                            + "X-Ricochet-Token: s3cret\r\nContent-Length: 1000000000\r\n\r\n")
                    .getBytes(UTF_8));
            Thread sender = new Thread(() -> sendUntilGone(out), "sender");
            sender.start();
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            while (heard.size() < rows) {
                // Between them stand the sizes of the answer's chunks, which end where lines end.
                String line = lines.readLine();
                if (line.startsWith("{")) {
                    heard.add(receiptId(line));
                }
            }
            socket.setSoLinger(true, 0);
        }
        return heard;
    }

    /** Until the socket is closed under the sender. */
    private static void sendUntilGone(OutputStream out) {
        assertThatThrownBy(() -> {
                    for (byte[] part : body("left", Integer.MAX_VALUE - 1, "")) {
                        out.write(part);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    /** The result lines of a batch. This client reads the first of them when it has sent the last row. */
    private BufferedReader send(GatewayProcess gateway, String key, int rows, String note) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/postbacks:batch?advertiser=acme"))
                .headers("Content-Type", "text/csv", "Idempotency-Key", key, "X-Ricochet-Token", "s3cret")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(body(key, rows, note)))
                .build();
        var answer = http.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    /** The batch's parts, header first, made as they are asked for. */
    private static Iterable<byte[]> body(String key, int rows, String note) {
        return () -> IntStream.rangeClosed(0, rows)
                .mapToObj(row -> row == 0 ? "order_id,note\n" : key + "-" + row + "," + note + "\n")
                .map(row -> row.getBytes(UTF_8))
                .iterator();
    }

    private static String receiptId(String line) {
        JsonObject result = new JsonObject(line);
        assertThat(result.getString("status")).as(line).isEqualTo("accepted");
        return result.getString("receipt_id");
    }
}
