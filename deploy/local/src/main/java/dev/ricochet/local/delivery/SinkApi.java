package dev.ricochet.local.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Asks a sink and prints its answer: on standard output what was asked for, on standard error what is wrong. */
final class SinkApi {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final int FIRST_REFUSAL = 400;

    /** A replay may read a year's conversions. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String authorization;

    SinkApi(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    static ObjectNode fields() {
        return JSON.createObjectNode();
    }

    /** Exit code 0 for an answer, 1 for a refusal. */
    int get(CommandLine console, String path, Map<String, @Nullable String> parameters) throws Exception {
        String query = parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(String.valueOf(parameter.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return exitCode(send(console, HttpRequest.newBuilder(uri(query.isEmpty() ? path : path + "?" + query))));
    }

    int post(CommandLine console, String path, JsonNode body) throws Exception {
        return exitCode(ask(console, path, body));
    }

    /** So many are done in one go: goes on, an answer each time, until the sink says that it has done all. */
    int postUntilComplete(CommandLine console, String path, ObjectNode body) throws Exception {
        JsonNode answer = ask(console, path, body);
        while (answer != null && answer.hasNonNull("after")) {
            for (String field : List.of("from", "to", "after")) {
                body.set(field, answer.get(field));
            }
            answer = ask(console, path, body);
        }
        return exitCode(answer);
    }

    /** The answer, which has been printed; null for a refusal. */
    @Nullable JsonNode ask(CommandLine console, String path, JsonNode body) throws Exception {
        return send(
                console,
                HttpRequest.newBuilder(uri(path))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString())));
    }

    static int exitCode(@Nullable JsonNode answer) {
        return answer == null ? 1 : 0;
    }

    private URI uri(String path) {
        return base.resolve("/api/v1" + path);
    }

    private @Nullable JsonNode send(CommandLine console, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request.header("authorization", authorization).timeout(PATIENCE).build(), BodyHandlers.ofString());
        boolean refused = answer.statusCode() >= FIRST_REFUSAL;
        JsonNode body = JSON.readTree(answer.body());
        PrintWriter out = refused ? console.getErr() : console.getOut();
        out.println(JSON.writeValueAsString(body));
        out.flush();
        return refused ? null : body;
    }
}
