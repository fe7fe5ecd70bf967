package dev.ricochet.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** An OpenAPI document as a test reads it: its operations, its examples, its schemas. */
final class OpenApiDocument {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONTENT_TYPE = "Content-Type";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
    private static final List<String> ORDER = List.of("GET", "POST", "PUT", "DELETE");

    private final JsonNode root;

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    static OpenApiDocument of(String json) throws Exception {
        return new OpenApiDocument(JSON.readTree(json));
    }

    /**
     * One request that the document shows.
     *
     * @param isPublic whether its path names another server than the management port
     * @param body null for none; its media type is among the headers
     */
    record Example(
            String path,
            String method,
            boolean isPublic,
            String pathAndQuery,
            Map<String, String> headers,
            @Nullable String body) {}

    String version() {
        return root.path("openapi").asText();
    }

    /** Of the management port, as {@code GET /path/{name}}. */
    List<String> operations() {
        List<String> operations = new ArrayList<>();
        each((path, method, operation) -> {
            if (!isPublic(path)) {
                operations.add(method + " " + path);
            }
        });
        return operations;
    }

    List<String> operationIds() {
        List<String> ids = new ArrayList<>();
        each((path, method, operation) -> ids.add(operation.path("operationId").asText("missing")));
        return ids;
    }

    List<String> brokenReferences() {
        return root.findValuesAsText("$ref").stream()
                .filter(reference -> root.at(reference.substring(1)).isMissingNode())
                .toList();
    }

    /** Every operation with the examples of its parameters, once for each example of its body; what deletes comes last. */
    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        each((path, method, operation) -> {
            List<JsonNode> parameters = parameters(path, operation);
            String target = target(path, parameters);
            Map<String, String> headers = headers(parameters);
            operation.at("/requestBody/content").properties().forEach(content -> {
                JsonNode bodies = content.getValue().path("examples");
                if (bodies.isEmpty()) {
                    throw new AssertionError(method + " " + path + " has a body and no example of it");
                }
                bodies.forEach(body -> examples.add(new Example(
                        path,
                        method,
                        isPublic(path),
                        target,
                        with(headers, content.getKey()),
                        text(body.path("value")))));
            });
            if (!operation.has("requestBody")) {
                examples.add(new Example(path, method, isPublic(path), target, headers, null));
            }
        });
        examples.sort(Comparator.comparingInt(example -> ORDER.indexOf(example.method())));
        return examples;
    }

    List<String> problemsOfRequest(Example example) throws Exception {
        String body = example.body();
        if (body == null) {
            return List.of();
        }
        String type = Objects.requireNonNull(example.headers().get(CONTENT_TYPE), "every body has a type");
        JsonNode schema = operation(example)
                .path("requestBody")
                .path("content")
                .path(type)
                .path("schema");
        return problems(schema, type.equals("application/json") ? JSON.readTree(body) : JSON.valueToTree(body));
    }

    List<String> problemsOfAnswer(Example example, HttpResponse<String> answer) throws Exception {
        JsonNode responses = operation(example).path("responses");
        String status = Integer.toString(answer.statusCode());
        if (!responses.has(status) && !responses.has("default")) {
            return List.of("the document has no answer " + status);
        }
        JsonNode response = resolved(responses.has(status) ? responses.path(status) : responses.path("default"));
        if (!response.has("content")) {
            return answer.body().isEmpty() ? List.of() : List.of("the document has no body for " + status);
        }
        String type = answer.headers().firstValue("content-type").orElse("none");
        JsonNode content = response.path("content").path(type);
        if (content.isMissingNode()) {
            return List.of("the document has no " + type + " for " + status);
        }
        if (type.startsWith("image/")) {
            return List.of();
        }
        List<String> documents =
                type.equals("application/x-ndjson") ? answer.body().lines().toList() : List.of(answer.body());
        List<String> problems = new ArrayList<>();
        for (String document : documents) {
            problems.addAll(problems(content.path("schema"), JSON.readTree(document)));
        }
        return problems;
    }

    private boolean isPublic(String path) {
        return root.path("paths").path(path).has("servers");
    }

    private static Map<String, String> with(Map<String, String> headers, String contentType) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(CONTENT_TYPE, contentType);
        return all;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("components", root.path("components"));
        whole.putArray("allOf").add(schema);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private List<JsonNode> parameters(String path, JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        root.path("paths").path(path).path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return parameters;
    }

    private static String target(String path, List<JsonNode> parameters) {
        String target = path;
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            String value = URLEncoder.encode(parameter.path("example").asText(""), StandardCharsets.UTF_8);
            if (parameter.path("in").asText().equals("path")) {
                target = target.replace("{" + name + "}", value);
            } else if (parameter.path("in").asText().equals("query") && parameter.has("example")) {
                query.add(name + "=" + value);
            }
        }
        return target + query;
    }

    private static Map<String, String> headers(List<JsonNode> parameters) {
        Map<String, String> headers = new LinkedHashMap<>();
        parameters.stream()
                .filter(parameter -> parameter.path("in").asText().equals("header") && parameter.has("example"))
                .forEach(parameter -> headers.put(
                        parameter.path("name").asText(),
                        parameter.path("example").asText()));
        return headers;
    }

    private JsonNode operation(Example example) {
        return root.path("paths").path(example.path()).path(example.method().toLowerCase(Locale.ROOT));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    private interface Visitor {
        void visit(String path, String method, JsonNode operation);
    }

    private void each(Visitor visitor) {
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(field -> METHODS.contains(field.getKey()))
                        .forEach(field -> visitor.visit(
                                path.getKey(), field.getKey().toUpperCase(Locale.ROOT), field.getValue())));
    }
}
