package dev.ricochet.gateway.postback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Collects a request's body, and stops as soon as it is too large. */
public final class BoundedBody {
    private final long most;
    private final Promise<Arrival> promise = Promise.promise();
    private final Buffer collected = Buffer.buffer();

    private BoundedBody(long most) {
        this.most = most;
    }

    /** What came. */
    public sealed interface Arrival {}

    /** All of it. */
    public record Whole(Buffer body) implements Arrival {}

    /** More than is taken; the rest is not read. */
    public record TooLarge() implements Arrival {}

    /** Must be called before the request's event loop turns. Fails where the connection breaks. */
    public static Future<Arrival> of(HttpServerRequest request, long most) {
        BoundedBody body = new BoundedBody(most);
        if (announced(request) > most) {
            return Future.succeededFuture(new TooLarge());
        }
        request.handler(body::add);
        request.exceptionHandler(body.promise::tryFail);
        request.endHandler(end -> body.promise.tryComplete(new Whole(body.collected)));
        return body.promise.future();
    }

    private void add(Buffer part) {
        if (collected.length() + part.length() > most) {
            promise.tryComplete(new TooLarge());
        } else {
            collected.appendBuffer(part);
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
