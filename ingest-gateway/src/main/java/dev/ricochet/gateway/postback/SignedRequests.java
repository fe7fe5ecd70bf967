package dev.ricochet.gateway.postback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.auth.SignedRequest;
import dev.ricochet.gateway.refusal.SecretParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds timestamp and signature of a request: in two headers, or, for senders that can only call a URL, in the parameters
 * {@code ts} and {@code sig} of its query. {@code sig} is the last parameter, holds one signature as bare hexadecimal, and
 * is no part of what was signed.
 */
public final class SignedRequests {
    private static final CharSequence TIMESTAMP_HEADER = HttpHeaders.createOptimized("X-Ricochet-Timestamp");
    private static final CharSequence SIGNATURE_HEADER = HttpHeaders.createOptimized("X-Ricochet-Signature");
    private static final String SIGNATURE_PARAMETER = "&" + SecretParameters.SIGNATURE + "=";
    private static final String TIMESTAMP_PARAMETER = "&ts=";
    private static final String VERSION = "v1=";
    private static final byte[] NO_BODY = {};

    private SignedRequests() {}

    /** @param body null for none */
    public static SignedRequest of(HttpServerRequest request, byte @Nullable [] body) {
        String signatures = request.getHeader(SIGNATURE_HEADER);
        return signed(
                new Sent(request.method().name(), request.path() == null ? "" : request.path(), request.query()),
                body == null ? NO_BODY : body,
                signatures == null ? null : request.getHeader(TIMESTAMP_HEADER),
                signatures);
    }

    /** The head of a request as it was sent. */
    public record Sent(String method, String path, @Nullable String query) {}

    /** The same for a request that is told and not received; timestamp and signatures as its headers have them. */
    public static SignedRequest of(Sent sent, String body, @Nullable String timestamp, @Nullable String signatures) {
        return signed(sent, body.getBytes(UTF_8), timestamp, signatures);
    }

    private static SignedRequest signed(
            Sent sent, byte[] body, @Nullable String timestamp, @Nullable String signatures) {
        String query = sent.query == null ? "" : sent.query;
        return signatures == null
                ? byParameters(sent.method, sent.path, query, body)
                : new SignedRequest(timestamp, signatures, sent.method, sent.path, query, body);
    }

    static SignedRequest byParameters(String method, String path, String query, byte[] body) {
        int at = query.lastIndexOf(SIGNATURE_PARAMETER);
        String signature = at < 0 ? "" : query.substring(at + SIGNATURE_PARAMETER.length());
        if (signature.isEmpty() || signature.indexOf('&') >= 0) {
            return new SignedRequest(null, null, method, path, query, body);
        }
        String signed = query.substring(0, at);
        return new SignedRequest(timestamp(signed), VERSION + signature, method, path, signed, body);
    }

    private static @Nullable String timestamp(String query) {
        String text = "&" + query;
        int at = text.indexOf(TIMESTAMP_PARAMETER);
        if (at < 0) {
            return null;
        }
        int start = at + TIMESTAMP_PARAMETER.length();
        int end = text.indexOf('&', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
