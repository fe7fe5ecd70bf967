package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.publish.InFlightBytes;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Collects a request's body, and stops as soon as it is too large, takes too long, or all bodies together take too much. */
public final class BoundedBody {
    private final long most;
    private final InFlightBytes room;
    private final Promise<Arrival> promise = Promise.promise();
    private final Buffer collected = Buffer.buffer();

    private final Vertx vertx = Vertx.currentContext().owner();
    private final long timer;
    private long taken;

    private BoundedBody(long most, BodyRoom bodies) {
        this.most = most;
        this.room = bodies.room();
        this.timer = vertx.setTimer(bodies.within().toMillis(), late -> end(new GivenUp(Refusal.REQUEST_TIMEOUT)));
    }

    /** What came. */
    public sealed interface Arrival {}

    /** All of it. */
    public record Whole(Buffer body) implements Arrival {}

    /** Given up; the rest is not read. */
    public record GivenUp(Refusal reason) implements Arrival {}

    /**
     * Must be called before the request's event loop turns. Fails where the connection breaks.
     *
     * @param most bytes
     * @param bodies what there is for all of them
     */
    public static Future<Arrival> of(HttpServerRequest request, long most, BodyRoom bodies) {
        if (announced(request) > most) {
            return Future.succeededFuture(new GivenUp(Refusal.TOO_LARGE));
        }
        BoundedBody body = new BoundedBody(most, bodies);
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
        } else if (room.tryTake(part.length())) {
            taken += part.length();
            collected.appendBuffer(part);
        } else {
            end(new GivenUp(Refusal.OVERLOADED));
        }
    }

    private void end(Arrival arrival) {
        leave();
        promise.tryComplete(arrival);
    }

    private void fail(Throwable broken) {
        leave();
        promise.tryFail(broken);
    }

    private void leave() {
        vertx.cancelTimer(timer);
        room.giveBack(taken);
        taken = 0;
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
