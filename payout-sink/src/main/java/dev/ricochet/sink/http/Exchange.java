package dev.ricochet.sink.http;

import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.http.Stopwatch.Part;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request under way: the first of answer, error and deadline ends it, and everything that comes later is dropped. */
final class Exchange {

    private final Vertx vertx;
    private final HttpLimits limits;
    private final Clock clock;
    private final Promise<SendOutcome> outcome = Promise.promise();
    private final Stopwatch watch = new Stopwatch();
    private final Buffer kept = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private long deadline;

    Exchange(Vertx vertx, HttpLimits limits, Clock clock) {
        this.vertx = vertx;
        this.limits = limits;
        this.clock = clock;
        this.deadline = vertx.setTimer(limits.answer().toMillis(), timer -> late());
    }

    Future<SendOutcome> outcome() {
        return outcome.future();
    }

    boolean ended() {
        return outcome.future().isComplete();
    }

    void named() {
        watch.ended(Part.NAME);
    }

    void begin(HttpClientRequest ready, Buffer body) {
        watch.ended(Part.CONNECT);
        if (ended()) {
            drop(ready);
            return;
        }
        request = ready;
        Future<HttpClientResponse> response = body.length() == 0 ? ready.send() : ready.send(body);
        response.onSuccess(this::answered)
                .onFailure(cause ->
                        fail(SendErrors.error(cause), SendErrors.detail(SendErrors.error(cause), cause), false));
    }

    void fail(SendError error, String detail, boolean ours) {
        end(new Unanswered(error, detail, ours, watch.timing()));
    }

    private void end(SendOutcome how) {
        vertx.cancelTimer(deadline);
        outcome.tryComplete(how);
    }

    private void late() {
        String within = " within " + limits.answer().toMillis() + " ms";
        if (!watch.has(Part.NAME)) {
            abandon(unanswered(SendError.NAME_SERVER_SILENT, "no address" + within));
        } else if (!watch.has(Part.CONNECT)) {
            abandon(unanswered(SendError.CONNECT_TIMEOUT, "no connection" + within));
        } else {
            abandon(unanswered(SendError.TIMEOUT, "no answer" + within));
        }
    }

    private Unanswered unanswered(SendError error, String detail) {
        return new Unanswered(error, detail, false, watch.timing());
    }

    private void answered(HttpClientResponse response) {
        if (ended()) {
            return;
        }
        watch.ended(Part.ANSWER);
        int status = response.statusCode();
        Duration retryAfter = RetryAfter.parse(response.getHeader("retry-after"), clock.instant());
        String encoding = response.getHeader("content-encoding");
        vertx.cancelTimer(deadline);
        // The status is the answer. A body that never ends, breaks off or floods changes nothing about it.
        deadline = vertx.setTimer(limits.body().toMillis(), timer -> abandon(answer(status, retryAfter, encoding)));
        response.handler(chunk -> {
            keep(chunk);
            if (kept.length() >= HttpLimits.KEPT_BYTES) {
                abandon(answer(status, retryAfter, encoding));
            }
        });
        response.exceptionHandler(cause -> end(answer(status, retryAfter, encoding)));
        response.endHandler(nothing -> end(answer(status, retryAfter, encoding)));
    }

    private void keep(Buffer chunk) {
        int room = HttpLimits.KEPT_BYTES - kept.length();
        kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
    }

    private SendOutcome answer(int status, @Nullable Duration retryAfter, @Nullable String encoding) {
        watch.ended(Part.BODY);
        return new Answered(status, retryAfter, BodyText.of(kept, encoding), watch.timing());
    }

    /** Ends it while the server is not done: the connection cannot be used again. */
    private void abandon(SendOutcome how) {
        HttpClientRequest underWay = request;
        end(how);
        if (underWay != null) {
            drop(underWay);
        }
    }

    private static void drop(HttpClientRequest underWay) {
        underWay.reset();
        // A stream of HTTP/2 ends alone; others use its connection.
        if (underWay.connection() != null && underWay.version() != HttpVersion.HTTP_2) {
            underWay.connection().close();
        }
    }
}
