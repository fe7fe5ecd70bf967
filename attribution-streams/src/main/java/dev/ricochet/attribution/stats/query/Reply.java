package dev.ricochet.attribution.stats.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** What is answered: a document, or a problem document (RFC 9457) whose type ends in a stable code. */
record Reply(int status, Map<String, String> headers, JsonNode body) {

    private static final String RETRY_SECONDS = "2";

    static Reply ok(JsonNode body) {
        return new Reply(200, Map.of("content-type", "application/json"), body);
    }

    /** Nothing of that name is kept here; it may not have come yet. */
    static Reply notFound(String detail) {
        return problem(404, "not_found", "There is nothing of this name.", detail, Map.of());
    }

    static Reply badParameter(String detail) {
        return problem(
                400,
                "bad_parameter",
                "A parameter is unknown, given twice, or has a value that is not taken.",
                detail,
                Map.of());
    }

    /** Partitions move between workers, or are being restored. */
    static Reply moving() {
        return problem(
                503,
                "rebalancing",
                "What was asked for is moving between workers or being restored; come again after the time in Retry-After.",
                "",
                Map.of("retry-after", RETRY_SECONDS));
    }

    static Reply ownerSilent(String owner) {
        return problem(
                503,
                "owner_silent",
                "The worker that has it does not answer; come again after the time in Retry-After.",
                owner,
                Map.of("retry-after", RETRY_SECONDS));
    }

    static Reply defect() {
        return problem(500, "internal_error", "This is a defect of the worker; its log says more.", "", Map.of());
    }

    private static Reply problem(int status, String code, String title, String detail, Map<String, String> headers) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:ricochet:problem:" + code)
                .put("title", title)
                .put("status", status);
        if (!detail.isEmpty()) {
            document.put("detail", detail);
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/problem+json");
        return new Reply(status, Map.copyOf(all), document);
    }
}
