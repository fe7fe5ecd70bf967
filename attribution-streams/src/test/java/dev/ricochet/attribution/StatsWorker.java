package dev.ricochet.attribution;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_KEYS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.testkit.KafkaStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker that runs the stats alone, in this process, and is asked as people ask it. */
final class StatsWorker implements AutoCloseable {

    private static final String KEY = "rk_reader";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ServiceRuntime runtime;

    private StatsWorker(ServiceRuntime runtime) {
        this.runtime = runtime;
    }

    /** @param state beside its state the file with the keys lies there */
    static StatsWorker start(KafkaStack kafka, Path state, String name) {
        return new StatsWorker(Service.start(
                AttributionMain.SERVICE,
                Map.of(
                        "RICOCHET_KAFKA_BOOTSTRAP_SERVERS",
                        kafka.bootstrapServers(),
                        "RICOCHET_SCHEMA_REGISTRY_URL",
                        kafka.registryUrl(),
                        "RICOCHET_STATE_DIR",
                        state.resolve(name).toString(),
                        "RICOCHET_MANAGEMENT_PORT",
                        "0",
                        "RICOCHET_CLICK_KEYS",
                        CLICK_KEYS,
                        "RICOCHET_STATS_INTERVAL",
                        "200ms",
                        "RICOCHET_STATS_API_KEYS_FILE",
                        keys(state.resolve(name + "-api-keys")).toString(),
                        "RICOCHET_ROLES",
                        "stats"),
                AttributionConfig::from,
                AttributionMain::start));
    }

    ServiceRuntime runtime() {
        return runtime;
    }

    int port() {
        return runtime.management().port();
    }

    HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return send(request(path, KEY));
    }

    /** @param key null: none */
    HttpResponse<String> askWith(@Nullable String key, String path) throws IOException, InterruptedException {
        return send(request(path, key));
    }

    /** As a worker asks that was asked itself. */
    HttpResponse<String> passedOn(Conversion conversion) throws IOException, InterruptedException {
        return send(request("/api/v1/conversions/" + conversion.getConversionId(), KEY)
                .header("ricochet-passed-on", "1"));
    }

    JsonNode totals(String query) throws IOException, InterruptedException {
        return found("/api/v1/stats" + query).path("totals");
    }

    /** What it answers, which must be an answer. */
    JsonNode found(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        runtime.close();
    }

    private HttpRequest.Builder request(String path, @Nullable String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return key == null ? request : request.header("authorization", "Bearer " + key);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** One reader, whose key's hash stands there. */
    private static Path keys(Path file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(KEY.getBytes(UTF_8));
            return Files.writeString(file, "rob read " + HexFormat.of().formatHex(hash) + "\n");
        } catch (IOException | NoSuchAlgorithmException failed) {
            throw new AssertionError(failed);
        }
    }
}
