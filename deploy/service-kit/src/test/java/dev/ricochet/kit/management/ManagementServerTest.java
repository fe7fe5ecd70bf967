package dev.ricochet.kit.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private final ServiceRuntime runtime = ServiceRuntime.forTest("sample");

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void shouldBeReadyWhenEveryCheckIs() throws Exception {
        HttpResponse<String> answer = get("/readyz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("""
                        {"status": "ready", "checks": [{"name": "service", "status": "ready"}]}"""));
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        runtime.health().readiness("catalog", () -> Readiness.notReady("not read yet"));

        HttpResponse<String> answer = get("/readyz");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(new JsonObject(answer.body())).isEqualTo(new JsonObject("""
                        {"status": "not_ready", "checks": [
                          {"name": "catalog", "status": "not_ready", "reason": "not read yet"},
                          {"name": "service", "status": "ready"}]}"""));
    }

    @Test
    void shouldPutHeadersThatKeepBrowsersFromGuessingOnEveryAnswer() throws Exception {
        for (String path : new String[] {"/livez", "/readyz", "/metrics", "/nothing"}) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(answer.headers().allValues("cache-control")).containsExactly("no-store");
            assertThat(answer.headers().firstValue("server")).isEmpty();
        }
    }

    @Test
    void shouldBeAliveWhateverTheChecksSay() throws Exception {
        runtime.health().readiness("kafka", () -> {
            throw new IllegalStateException("gone");
        });

        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void shouldShowMetricsInPrometheusForm() throws Exception {
        Counter.builder("ricochet.things").register(runtime.meters()).increment();

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("ricochet_things_total 1.0")
                .contains("ricochet_ready 1.0")
                .containsPattern("ricochet_build_info\\{java=\"[^\"]+\",service=\"sample\",version=\"[^\"]+\"} 1")
                .contains("jvm_memory_used_bytes")
                .contains("process_uptime_seconds");
    }

    @Test
    void shouldServeWhatTheServiceAdds() throws Exception {
        runtime.management()
                .router()
                .get("/api/v1/hello")
                .handler(context -> context.response().end("hello"));

        assertThat(get("/api/v1/hello").body()).isEqualTo("hello");
    }

    @Test
    void shouldNameHostAndPortThatAreInUse() {
        String taken = Integer.toString(runtime.management().port());

        assertThatThrownBy(() -> Service.start(
                        "other", Map.of("RICOCHET_MANAGEMENT_PORT", taken), settings -> 0, (config, other) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + taken)
                .hasMessageContaining("RICOCHET_MANAGEMENT_PORT");
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + runtime.management().port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
