package dev.ricochet.sink.http;

import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request under way: the first of answer, error and deadline ends it, and everything that comes later is dropped. */
final class Exchange {

    private final Vertx vertx;
    private final HttpLimits limits;
    private final Clock clock;
    private final Promise<SendOutcome> outcome = Promise.promise();
    private final Buffer kept = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private long deadline;

    Exchange(Vertx vertx, HttpLimits limits, Clock clock) {
        this.vertx = vertx;
        this.limits = limits;
        this.clock = clock;
        this.deadline = vertx.setTimer(
                limits.answer().toMillis(),
                timer -> abandon(new Unanswered(
                        SendError.TIMEOUT, "no answer within " + limits.answer().toMillis() + " ms")));
    }

    Future<SendOutcome> outcome() {
        return outcome.future();
    }

    boolean ended() {
        return outcome.future().isComplete();
    }

    void begin(HttpClientRequest ready, Buffer body) {
        if (ended()) {
            drop(ready);
            return;
        }
        request = ready;
        Future<HttpClientResponse> response = body.length() == 0 ? ready.send() : ready.send(body);
        response.onSuccess(this::answered).onFailure(this::fail);
    }

    void fail(Throwable cause) {
        end(SendErrors.classify(cause));
    }

    void end(SendOutcome how) {
        vertx.cancelTimer(deadline);
        outcome.tryComplete(how);
    }

    private void answered(HttpClientResponse response) {
        if (ended()) {
            return;
        }
        int status = response.statusCode();
        Duration retryAfter = RetryAfter.parse(response.getHeader("retry-after"), clock.instant());
        vertx.cancelTimer(deadline);
        // The status is the answer. A body that never ends, breaks off or floods changes nothing about it.
        deadline = vertx.setTimer(limits.body().toMillis(), timer -> abandon(answer(status, retryAfter)));
        response.handler(chunk -> {
            keep(chunk);
            if (kept.length() >= HttpLimits.KEPT_BYTES) {
                abandon(answer(status, retryAfter));
            }
        });
        response.exceptionHandler(cause -> end(answer(status, retryAfter)));
        response.endHandler(nothing -> end(answer(status, retryAfter)));
    }

    private void keep(Buffer chunk) {
        int room = HttpLimits.KEPT_BYTES - kept.length();
        kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
    }

    private Answered answer(int status, @Nullable Duration retryAfter) {
        return new Answered(status, retryAfter, kept.toString(StandardCharsets.UTF_8));
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
        if (underWay.connection() != null) {
            underWay.connection().close();
        }
    }
}
