package dev.ricochet.sink.request;

import dev.ricochet.sink.signature.WebhookSigner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A request ready to be sent, once its host has been resolved and checked.
 *
 * @param method GET or POST
 * @param origin where it goes
 * @param pathAndQuery as it stands in the request line
 * @param shown the same with secrets masked
 * @param headers in the order in which they are sent
 * @param body the exact bytes that were signed; empty for GET
 */
// The array is made here, signed once and read once: a copy at each hand would buy nothing.
@SuppressWarnings("ArrayRecordComponent")
public record PreparedRequest(
        String method, Origin origin, String pathAndQuery, String shown, Map<String, String> headers, byte[] body) {

    /** Headers that hold nothing secret; all others are shown masked. */
    private static final Set<String> OPEN = Set.of(
            "user-agent",
            "accept",
            "content-type",
            WebhookSigner.ID,
            WebhookSigner.TIMESTAMP,
            RequestBuilder.EXAMPLE_HEADER);

    public PreparedRequest(
            String method, Origin origin, String pathAndQuery, Map<String, String> headers, byte[] body) {
        this(method, origin, pathAndQuery, pathAndQuery, headers, body);
    }

    /** The URL as it may be shown: without user name, password, and what looks like a secret in its query. */
    public String url() {
        return origin + shown;
    }

    /** The headers as they may be shown. */
    public Map<String, String> shownHeaders() {
        Map<String, String> masked = new LinkedHashMap<>();
        headers.forEach((name, value) -> masked.put(name, OPEN.contains(name) ? value : "***"));
        return masked;
    }
}
