package dev.ricochet.gateway.setup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricochet.kit.api.Answer.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request of an advertiser as somebody copied it down: a URL, or its parts.
 *
 * @param path one character a byte, as an HTTP server hands it over; so is the query
 * @param headers by lower-case name
 * @param body empty with GET, of which the public port reads none
 * @param contentType null where none is told
 * @param address null where none is told
 */
record RawRequest(
        String method,
        boolean encrypted,
        String path,
        @Nullable String query,
        Map<String, String> headers,
        String body,
        @Nullable String contentType,
        @Nullable String address) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KEYS =
            Set.of("url", "method", "path", "query", "headers", "body", "content_type", "ip", "https");
    private static final int SHOWN = 80;

    /** Reads the JSON; every problem goes to {@code faults}, and the result is to be used only where there is none. */
    static RawRequest read(String text, List<Fault> faults) {
        JsonNode json = tree(text);
        if (!json.isObject()) {
            faults.add(new Fault("body", "no JSON object", "an object with url, or with path and query"));
            return new RawRequest("GET", false, "", null, Map.of(), "", null, null);
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                faults.add(new Fault(
                        cut(name),
                        "unknown key",
                        "some of " + KEYS.stream().sorted().toList()));
            }
        }
        String url = text(json, "url", faults);
        String path = text(json, "path", faults);
        if ((url == null) == (path == null)) {
            faults.add(new Fault("url", url == null ? "missing" : "given beside path", "either url or path"));
        }
        String query = text(json, "query", faults);
        Target target =
                url == null ? new Target(path == null ? "" : path, query, encrypted(json, faults)) : Target.of(url);
        if (url != null && query != null) {
            faults.add(new Fault("query", "given beside url", "the query within the URL"));
        }
        Map<String, String> headers = headers(json, faults);
        String body = text(json, "body", faults);
        String contentType = text(json, "content_type", faults);
        String method = method(json, body, faults);
        return new RawRequest(
                method,
                target.encrypted(),
                bytewise(target.path()),
                target.query() == null ? null : bytewise(target.query()),
                headers,
                body == null || method.equals("GET") ? "" : body,
                contentType == null ? headers.get("content-type") : contentType,
                text(json, "ip", faults));
    }

    /** Where it goes. Not parsed as a URI: a macro that was not filled, the commonest fault, would be none. */
    private record Target(String path, @Nullable String query, boolean encrypted) {
        static Target of(String url) {
            int scheme = url.indexOf("://");
            int path = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
            String rest = path < 0 ? "" : url.substring(path);
            int fragment = rest.indexOf('#');
            rest = fragment < 0 ? rest : rest.substring(0, fragment);
            int question = rest.indexOf('?');
            return new Target(
                    question < 0 ? rest : rest.substring(0, question),
                    question < 0 ? null : rest.substring(question + 1),
                    url.regionMatches(true, 0, "https://", 0, 8));
        }
    }

    /** The request line; what is no character of a URL is taken for one byte, though senders have to escape it. */
    String line() {
        return method + " " + path + (query == null ? "" : "?" + query) + " HTTP/1.1";
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            return JSON.nullNode();
        }
    }

    private static String method(JsonNode json, @Nullable String body, List<Fault> faults) {
        String method = text(json, "method", faults);
        if (method == null) {
            return body == null ? "GET" : "POST";
        }
        String upper = method.toUpperCase(Locale.ROOT);
        if (!upper.equals("GET") && !upper.equals("POST")) {
            faults.add(new Fault("method", cut(method), "GET or POST"));
        }
        return upper;
    }

    private static boolean encrypted(JsonNode json, List<Fault> faults) {
        JsonNode https = json.get("https");
        if (https != null && !https.isBoolean()) {
            faults.add(new Fault("https", "no boolean", "true or false"));
        }
        return https == null || https.asBoolean();
    }

    private static Map<String, String> headers(JsonNode json, List<Fault> faults) {
        JsonNode given = json.get("headers");
        Map<String, String> headers = new HashMap<>();
        if (given == null || given.isNull()) {
            return headers;
        }
        List<String> wrong = new ArrayList<>();
        given.properties().forEach(header -> {
            if (header.getValue().isTextual()) {
                headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText());
            } else {
                wrong.add(header.getKey());
            }
        });
        if (!given.isObject() || !wrong.isEmpty()) {
            faults.add(new Fault("headers", cut(wrong.toString()), "an object of names and texts"));
        }
        return headers;
    }

    private static @Nullable String text(JsonNode json, String name, List<Fault> faults) {
        JsonNode value = json.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            faults.add(new Fault(name, "no text", "a text"));
            return null;
        }
        return value.asText();
    }

    private static String bytewise(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static String cut(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
