package dev.ricochet.kit.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param json maps, lists, texts, numbers and JSON trees; null for an answer without a body
 */
public record Answer(
        int status, Map<String, String> headers, @Nullable Object json) {
    private static final String PROBLEM_TYPE = "application/problem+json";
    private static final String RETRY_AFTER_SECONDS = "2";
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    public Answer {
        headers = Map.copyOf(headers);
    }

    /**
     * One thing that is wrong.
     *
     * @param value as it was sent; secrets masked
     */
    public record Fault(String path, String value, String expected) {}

    public static Answer ok(Object json) {
        return of(200, json);
    }

    public static Answer of(int status, Object json) {
        return new Answer(status, Map.of("content-type", "application/json"), json);
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), null);
    }

    public static Answer problem(ApiProblem problem, String detail) {
        return problem(problem, detail, List.of());
    }

    /** A problem document; {@code detail} says what the problem's title does not, and may be empty. */
    public static Answer problem(ApiProblem problem, String detail, List<Fault> faults) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "urn:ricochet:problem:" + problem.code());
        document.put("title", problem.title());
        document.put("status", problem.status());
        if (!detail.isEmpty()) {
            document.put("detail", detail);
        }
        if (!faults.isEmpty()) {
            document.put("errors", faults);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", PROBLEM_TYPE);
        if (problem.status() == UNAUTHORIZED) {
            headers.put("www-authenticate", "Bearer");
        }
        if (problem.status() == UNAVAILABLE) {
            headers.put("retry-after", RETRY_AFTER_SECONDS);
        }
        return new Answer(problem.status(), headers, document);
    }

    /** A parameter that is not taken as it is. */
    public static Answer badParameter(String name, String value, String expected) {
        return problem(ApiProblem.BAD_PARAMETER, "", List.of(new Fault(name, value, expected)));
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, json);
    }
}
