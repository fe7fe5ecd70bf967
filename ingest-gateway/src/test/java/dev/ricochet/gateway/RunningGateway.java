package dev.ricochet.gateway;

import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.testkit.fixture.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The whole gateway, as a process would run it, inside the test's own. */
public final class RunningGateway implements AutoCloseable {
    private final ServiceRuntime runtime;
    private final Gateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningGateway(ServiceRuntime runtime, Gateway gateway) {
        this.runtime = runtime;
        this.gateway = gateway;
    }

    /** @param settings beside those for connections and ports */
    public static RunningGateway start(String bootstrapServers, String registryUrl, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "RICOCHET_KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "RICOCHET_SCHEMA_REGISTRY_URL",
                registryUrl,
                "RICOCHET_CLICK_KEYS",
                Fixtures.CLICK_KEYS,
                "RICOCHET_GATEWAY_SPOOL_DIR",
                newDirectory().toString(),
                "RICOCHET_GATEWAY_PORT",
                "0",
                "RICOCHET_MANAGEMENT_PORT",
                "0"));
        environment.putAll(settings);
        AtomicReference<Gateway> started = new AtomicReference<>();
        ServiceRuntime runtime = Service.start(
                GatewayMain.NAME,
                environment,
                GatewayConfig::from,
                (config, running) -> started.set(Gateway.start(config, running)));
        return new RunningGateway(runtime, started.get());
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("spool");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String pathAndQuery) throws Exception {
        return http.send(request(gateway.port(), pathAndQuery), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(gateway.port(), pathAndQuery))
                .headers(headers)
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> post(String pathAndQuery, String body, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(gateway.port(), pathAndQuery))
                .headers(headers)
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> getAsync(String pathAndQuery) {
        return http.sendAsync(request(gateway.port(), pathAndQuery), BodyHandlers.ofString());
    }

    public HttpResponse<String> management(String path) throws Exception {
        return http.send(request(runtime.management().port(), path), BodyHandlers.ofString());
    }

    public int port() {
        return gateway.port();
    }

    int tlsPort() {
        return gateway.tlsPort();
    }

    String metrics() throws Exception {
        return management("/metrics").body();
    }

    /** A request to the admin API; {@code headers} are names and values in turn. */
    HttpResponse<String> admin(String method, String path, @Nullable String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + runtime.management().port() + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, BodyHandlers.ofString());
    }

    ServiceRuntime runtime() {
        return runtime;
    }

    /** What SIGTERM does. */
    @Override
    public void close() {
        runtime.close();
    }

    private static HttpRequest request(int port, String pathAndQuery) {
        return HttpRequest.newBuilder(uri(port, pathAndQuery))
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static URI uri(int port, String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }
}
