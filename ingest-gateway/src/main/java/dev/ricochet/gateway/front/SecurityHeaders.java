package dev.ricochet.gateway.front;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Headers that keep browsers from making more of an answer than it is. There is none that names the server: nobody needs
 * to know what to attack.
 */
final class SecurityHeaders {
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");
    private static final CharSequence NOTHING_LOADED =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("strict-transport-security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000");

    private SecurityHeaders() {}

    static void put(HttpServerRequest request) {
        request.response().putHeader(CONTENT_TYPE_OPTIONS, NOSNIFF).putHeader(POLICY, NOTHING_LOADED);
        if (request.isSSL()) {
            request.response().putHeader(TRANSPORT, A_YEAR);
        }
    }
}
