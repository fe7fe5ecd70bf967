package dev.ricochet.gateway.postback;

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
final class SignedRequests {
    private static final CharSequence TIMESTAMP_HEADER = HttpHeaders.createOptimized("X-Ricochet-Timestamp");
    private static final CharSequence SIGNATURE_HEADER = HttpHeaders.createOptimized("X-Ricochet-Signature");
    private static final String SIGNATURE_PARAMETER = "&" + SecretParameters.SIGNATURE + "=";
    private static final String TIMESTAMP_PARAMETER = "&ts=";
    private static final String VERSION = "v1=";
    private static final byte[] NO_BODY = {};

    private SignedRequests() {}

    static SignedRequest of(HttpServerRequest request, byte @Nullable [] body) {
        String signatures = request.getHeader(SIGNATURE_HEADER);
        String method = request.method().name();
        String path = request.path() == null ? "" : request.path();
        String query = request.query() == null ? "" : request.query();
        byte[] bytes = body == null ? NO_BODY : body;
        return signatures == null
                ? byParameters(method, path, query, bytes)
                : new SignedRequest(request.getHeader(TIMESTAMP_HEADER), signatures, method, path, query, bytes);
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
