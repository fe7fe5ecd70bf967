package dev.ricochet.gateway.postback;

import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Collects a request's body, and stops as soon as it is too large or takes too long. */
public final class BoundedBody {
    private final long most;
    private final Promise<Arrival> promise = Promise.promise();
    private final Buffer collected = Buffer.buffer();

    private final Vertx vertx = Vertx.currentContext().owner();
    private final long timer;

    private BoundedBody(long most, Duration within) {
        this.most = most;
        this.timer = vertx.setTimer(within.toMillis(), late -> end(new GivenUp(Refusal.REQUEST_TIMEOUT)));
    }

    /** What came. */
    public sealed interface Arrival {}

    /** All of it. */
    public record Whole(Buffer body) implements Arrival {}

    /** Given up, for too much or for too long; the rest is not read. */
    public record GivenUp(Refusal reason) implements Arrival {}

    /**
     * Must be called before the request's event loop turns. Fails where the connection breaks.
     *
     * @param most bytes
     * @param within from now to its end
     */
    public static Future<Arrival> of(HttpServerRequest request, long most, Duration within) {
        if (announced(request) > most) {
            return Future.succeededFuture(new GivenUp(Refusal.TOO_LARGE));
        }
        BoundedBody body = new BoundedBody(most, within);
        request.handler(body::add);
        request.exceptionHandler(body::fail);
        request.endHandler(end -> body.end(new Whole(body.collected)));
        return body.promise.future();
    }

    private void add(Buffer part) {
        if (promise.future().isComplete()) {
            return;
        }
        if (collected.length() + part.length() > most) {
            end(new GivenUp(Refusal.TOO_LARGE));
        } else {
            collected.appendBuffer(part);
        }
    }

    private void end(Arrival arrival) {
        vertx.cancelTimer(timer);
        promise.tryComplete(arrival);
    }

    private void fail(Throwable broken) {
        vertx.cancelTimer(timer);
        promise.tryFail(broken);
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
