package dev.ricochet.e2e;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.ProcessSpec;
import dev.ricochet.local.stack.Installation;
import dev.ricochet.local.stack.LocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A worker that runs settle alone, so that it can be killed without match; the stack's own worker then runs match. */
final class SettleWorker {

    private static final String MODULE = "attribution-streams";
    private static final String MAIN = "dev.ricochet.attribution.AttributionMain";

    private SettleWorker() {}

    static ManagedProcess of(LocalStack stack) throws IOException {
        int port = freePort();
        Path data = stack.dataDirectory();
        Map<String, String> settings = Map.of(
                "RICOCHET_ROLES", "settle",
                "RICOCHET_KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "RICOCHET_SCHEMA_REGISTRY_URL", stack.registryUrl(),
                "RICOCHET_MANAGEMENT_PORT", Integer.toString(port),
                "RICOCHET_LOG_FORMAT", "text",
                "RICOCHET_STATE_DIR", data.resolve("settle-worker").toString(),
                "RICOCHET_INSTANCE_ID", "settle-1",
                "RICOCHET_CLICK_KEYS", stack.clickKeys());
        JavaCommand command = new JavaCommand(MAIN, Installation.find().classPathOf(MODULE))
                .heap("384m")
                .shortLived(true)
                .jvmOption("-XX:+ExitOnOutOfMemoryError");
        return new ManagedProcess(
                new ProcessSpec("settle-worker", command.build(), settings, data.resolve("logs/settle-worker.log")),
                () -> whyNotReady(URI.create("http://127.0.0.1:" + port + "/readyz")));
    }

    private static String whyNotReady(URI readiness) {
        HttpRequest request =
                HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(3)).build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? null : answer.body();
        } catch (IOException e) {
            return "no answer from " + readiness;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
