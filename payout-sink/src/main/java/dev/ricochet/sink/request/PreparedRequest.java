package dev.ricochet.sink.request;

import dev.ricochet.sink.signature.WebhookSigner;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request ready to be sent, once its host has been resolved and checked.
 *
 * @param method GET or POST
 * @param origin where it goes
 * @param pathAndQuery as it stands in the request line
 * @param shown what people may see of it
 * @param headers in the order in which they are sent
 * @param body the exact bytes that were signed; empty for GET
 */
// The array is made here, signed once and read once: a copy at each hand would buy nothing.
@SuppressWarnings("ArrayRecordComponent")
public record PreparedRequest(
        String method, Origin origin, String pathAndQuery, Shown shown, Map<String, String> headers, byte[] body) {

    /** Headers that hold nothing secret; all others are shown masked. */
    private static final Set<String> OPEN = Set.of(
            "user-agent",
            "accept",
            "content-type",
            WebhookSigner.ID,
            WebhookSigner.TIMESTAMP,
            RequestBuilder.EXAMPLE_HEADER);

    /**
     * Path, query and body with secrets masked.
     *
     * @param body null where the body holds no secret
     */
    public record Shown(String pathAndQuery, @Nullable String body) {}

    public PreparedRequest(
            String method, Origin origin, String pathAndQuery, Map<String, String> headers, byte[] body) {
        this(method, origin, pathAndQuery, new Shown(pathAndQuery, null), headers, body);
    }

    /** The URL as it may be shown: without user name, password, and what looks like a secret in its query. */
    public String url() {
        return origin + shown.pathAndQuery;
    }

    /** The body as it may be shown: a form without what looks like a secret. */
    public String shownBody() {
        String masked = shown.body;
        return masked == null ? new String(body, StandardCharsets.UTF_8) : masked;
    }

    /** The headers as they may be shown. */
    public Map<String, String> shownHeaders() {
        Map<String, String> masked = new LinkedHashMap<>();
        headers.forEach((name, value) -> masked.put(name, OPEN.contains(name) ? value : "***"));
        return masked;
    }
}
