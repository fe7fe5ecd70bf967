package dev.ricochet.gateway.refusal;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Tells a client that the connection ends with this answer. HTTP/2 has frames for that, and forbids the header. */
public final class LastAnswer {
    private LastAnswer() {}

    /** Call it before the answer is sent. */
    public static void on(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }
}
