package dev.ricochet.attribution.stats.query;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** One question, from its request to its answer. */
final class Inquiry {

    private final RoutingContext context;
    private final String route;
    private final QueryMeters meters;
    private final long startedAt = System.nanoTime();

    Inquiry(RoutingContext context, String route, QueryMeters meters) {
        this.context = context;
        this.route = route;
        this.meters = meters;
    }

    RoutingContext context() {
        return context;
    }

    /** Whether another worker has passed it on: then it is answered here or not at all. */
    boolean isPassedOn() {
        return context.request().headers().contains(Relay.PASSED_ON);
    }

    String uri() {
        return context.request().uri();
    }

    void answer(Reply reply) {
        send(reply.status(), reply.headers(), Buffer.buffer(reply.body().toString()), false);
    }

    void answer(Relay.Answer answer) {
        send(answer.status(), answer.headers(), answer.body(), true);
    }

    private void send(int status, Map<String, String> headers, Buffer body, boolean asked) {
        meters.answered(route, status, asked, startedAt);
        HttpServerResponse response = context.response();
        if (!response.ended()) {
            response.setStatusCode(status);
            headers.forEach(response::putHeader);
            response.end(body);
        }
    }
}
