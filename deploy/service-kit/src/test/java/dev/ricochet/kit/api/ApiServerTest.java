package dev.ricochet.kit.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.key.ApiKeys;
import dev.ricochet.kit.key.KeyFile;
import dev.ricochet.kit.key.Role;
import dev.ricochet.kit.service.ServiceRuntime;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {
    // What sha256sum prints for rk_read and rk_admin.
    private static final String KEYS =
            "rob read 5ba35a8971c0cd09b49bee4e91a33566c0dc947e7d4330149b585715171f7bd9\nann admin 255cb029f954b2195c4a63be5d279174e8571a836df910098d2258d089d11fd1\n";

    @TempDir
    private Path directory;

    private final ServiceRuntime runtime = ServiceRuntime.forTest("api");
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void mount() throws Exception {
        Path file = Files.writeString(directory.resolve("keys"), KEYS);
        ApiServer.mount(
                runtime.management().router(),
                List.of(
                        ApiRoute.get("/things/{id}", Role.READ, call -> Future.succeededFuture(echo(call)), "color"),
                        new ApiRoute(
                                HttpMethod.PUT,
                                "/things/{id}",
                                Role.ADMIN,
                                Set.of(),
                                call -> Future.succeededFuture(Answer.ok(call.body()))),
                        new ApiRoute(HttpMethod.POST, "/things:try", Role.READ, Set.of(), call -> {
                            throw new IllegalStateException("secret detail");
                        }),
                        new ApiRoute(
                                HttpMethod.GET,
                                "/busy",
                                null,
                                Set.of(),
                                call -> Future.failedFuture(new Workers.Busy()))),
                new ApiKeys(KeyFile.read(file)),
                request -> request.remoteAddress().hostAddress());
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void shouldAnswerWhoMay() throws Exception {
        HttpResponse<String> answer = send("GET", "/things/a%20b?color=red", "rk_read", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()))
                .isEqualTo(new JsonObject()
                        .put("id", "a b")
                        .put("color", "red")
                        .put("actor", "rob")
                        .put("address", "127.0.0.1"));
    }

    @Test
    void shouldTellWhoMayNotWhy() throws Exception {
        assertThat(problem(send("GET", "/things/a", null, ""), 401)).isEqualTo("missing_key");
        assertThat(problem(send("GET", "/things/a", "rk_wrong", ""), 401)).isEqualTo("bad_key");
        assertThat(problem(send("PUT", "/things/a", "rk_read", "{}"), 403)).isEqualTo("role_too_low");
        assertThat(send("PUT", "/things/a", "rk_admin", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldSayThatNoKeysAreConfigured() throws Exception {
        ServiceRuntime bare = ServiceRuntime.forTest("bare");
        try {
            ApiServer.mount(
                    bare.management().router(),
                    List.of(ApiRoute.get("/things", Role.READ, call -> Future.succeededFuture(Answer.empty(204)))),
                    new ApiKeys(List.of()),
                    request -> null);
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + bare.management().port() + "/api/v1/things"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(problem(answer, 503)).isEqualTo("no_keys");
            assertThat(answer.body()).contains("RICOCHET_GATEWAY_API_KEYS_FILE");
        } finally {
            bare.close();
        }
    }

    @Test
    void shouldRefuseParametersThatItDoesNotKnow() throws Exception {
        assertThat(problem(send("GET", "/things/a?colour=red", "rk_read", ""), 400))
                .isEqualTo("bad_parameter");
        assertThat(problem(send("GET", "/things/a?color=red&color=red", "rk_read", ""), 400))
                .isEqualTo("bad_parameter");
    }

    @Test
    void shouldKnowItsPathsAndMethods() throws Exception {
        assertThat(problem(send("GET", "/nothing", "rk_read", ""), 404)).isEqualTo("not_found");
        assertThat(problem(send("GET", "/things", "rk_read", ""), 404)).isEqualTo("not_found");
        HttpResponse<String> wrongMethod = send("DELETE", "/things/a", "rk_admin", "");
        assertThat(problem(wrongMethod, 405)).isEqualTo("method_not_allowed");
        assertThat(wrongMethod.headers().firstValue("allow")).contains("GET, PUT");
    }

    @Test
    void shouldBoundBodies() throws Exception {
        assertThat(problem(send("PUT", "/things/a", "rk_admin", "x".repeat(300_000)), 413))
                .isEqualTo("too_large");
    }

    @Test
    void shouldTakeJsonOnly() throws Exception {
        HttpRequest form = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + runtime.management().port() + "/api/v1/things/a"))
                .header("Authorization", "Bearer rk_admin")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(BodyPublishers.ofString("{\"share\": \"10%\"}"))
                .build();

        assertThat(problem(http.send(form, BodyHandlers.ofString()), 415)).isEqualTo("unsupported_media_type");
    }

    @Test
    void shouldSayToComeAgainWhereItIsBusy() throws Exception {
        HttpResponse<String> answer = send("GET", "/busy", null, "");

        assertThat(problem(answer, 503)).isEqualTo("busy");
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void shouldTellNothingOfItsDefects() throws Exception {
        HttpResponse<String> answer = send("POST", "/things:try", "rk_read", "{}");

        assertThat(problem(answer, 500)).isEqualTo("internal_error");
        assertThat(answer.body()).doesNotContain("secret detail", "Exception", "at dev.");
    }

    private static Answer echo(Call call) {
        return Answer.ok(Map.of(
                "id", call.inPath("id"),
                "color", String.valueOf(call.parameter("color")),
                "actor", call.caller().actor(),
                "address", String.valueOf(call.caller().address())));
    }

    private static String problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.headers().firstValue("server")).isEmpty();
        JsonObject json = new JsonObject(answer.body());
        assertThat(json.getInteger("status")).isEqualTo(status);
        return json.getString("type").substring("urn:ricochet:problem:".length());
    }

    private HttpResponse<String> send(String method, String path, String key, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + runtime.management().port() + "/api/v1" + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
