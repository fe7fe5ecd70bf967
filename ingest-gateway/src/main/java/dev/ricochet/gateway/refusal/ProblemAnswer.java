package dev.ricochet.gateway.refusal;

import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Sends a problem document with the headers that belong to it. */
public final class ProblemAnswer {
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence MEDIA_TYPE = HttpHeaders.createOptimized(ProblemDocument.MEDIA_TYPE);

    /** Long enough for a broker's election, short enough for an advertiser that retries only a few times. */
    public static final String RETRY_AFTER_SECONDS = "5";

    private static final int UNAUTHORIZED = 401;

    private ProblemAnswer() {}

    public static void send(HttpServerResponse response, String requestId, Refused refused) {
        send(response, requestId, refused, refused.httpStatus());
    }

    /** The same with another status than the refusal's usual one. */
    public static void send(HttpServerResponse response, String requestId, Refused refused, int status) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (status == Refusal.UNAVAILABLE.httpStatus()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (status == UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(ProblemDocument.of(requestId, refused, status));
    }
}
