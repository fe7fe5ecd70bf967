package dev.ricochet.gateway.clickreport;

import dev.ricochet.gateway.bulk.RowStream;
import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.postback.BodyRoom;
import dev.ricochet.gateway.postback.BoundedBody;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.refusal.DefectGuard;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.LastAnswer;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Body;
import dev.ricochet.gateway.request.HeaderToken;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes reported clicks on one event loop: a JSON object, a JSON array, or a JSON object a line. */
public final class ClickReportDoor {
    static final int MOST_BODY_BYTES = 1024 * 1024;
    static final int MOST_IN_ARRAY = 1_000;

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NDJSON = HttpHeaders.createOptimized("application/x-ndjson");

    private final ClickServices services;
    private final Deadline deadline;
    private final BodyRoom bodies;
    private final Duration rowWithin;

    /**
     * @param bodies for those that are not streamed
     * @param rowWithin how long a stream may go without bringing a whole line
     */
    public ClickReportDoor(ClickServices services, Deadline deadline, BodyRoom bodies, Duration rowWithin) {
        this.services = services;
        this.deadline = deadline;
        this.bodies = bodies;
        this.rowWithin = rowWithin;
    }

    /** Answers POST. */
    public void handle(HttpServerRequest request) {
        String token = HeaderToken.of(request);
        if (token == null || token.isEmpty()) {
            refuse(request, Refused.because(Refusal.MISSING_TOKEN));
            return;
        }
        ClickIntake intake = new ClickIntake(services, deadline, request, token);
        switch (Body.mediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
            case "application/json" ->
                BoundedBody.of(request, MOST_BODY_BYTES, bodies)
                        .onSuccess(arrival ->
                                DefectGuard.run(request.response(), () -> receive(request, intake, arrival)));
            case "application/x-ndjson" -> {
                request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, NDJSON)
                        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
                RowStream.ofLines(request, ClickLines.MOST_LINE_BYTES, new ClickLines(intake), rowWithin);
            }
            default ->
                refuse(
                        request,
                        Refused.because(
                                Refusal.UNSUPPORTED_MEDIA_TYPE,
                                "the content type was " + request.getHeader(HttpHeaders.CONTENT_TYPE)));
        }
    }

    private void receive(HttpServerRequest request, ClickIntake intake, BoundedBody.Arrival arrival) {
        if (arrival instanceof BoundedBody.GivenUp givenUp) {
            refuse(request, Refused.because(givenUp.reason()));
        } else if (arrival instanceof BoundedBody.Whole whole) {
            receive(request, intake, whole);
        }
    }

    private void receive(HttpServerRequest request, ClickIntake intake, BoundedBody.Whole whole) {
        byte[] body = whole.body().getBytes();
        if (startsArray(body)) {
            many(request, intake, body);
        } else {
            one(request, intake, body);
        }
    }

    private void one(HttpServerRequest request, ClickIntake intake, byte[] body) {
        Parameters item = Parameters.ofQuery(null);
        String fault = Body.readJson(body, item);
        if (fault != null) {
            refuse(request, Refused.malformed("body", fault));
            return;
        }
        intake.take(item).onSuccess(result -> {
            if (result instanceof ItemResult.Declined declined && declined.fallbackUrl() == null) {
                ProblemAnswer.send(request.response(), declined.requestId(), declined.refused());
            } else {
                answer(request, status(result), ItemText.alone(result));
            }
        });
    }

    /** 200 says that Kafka has it, here as for postbacks. */
    private static int status(ItemResult result) {
        if (result instanceof ItemResult.Declined declined) {
            return declined.refused().httpStatus();
        }
        return result instanceof ItemResult.Accepted accepted && accepted.inKafka() ? 200 : 202;
    }

    private void many(HttpServerRequest request, ClickIntake intake, byte[] body) {
        List<Parameters> items = new ArrayList<>();
        String fault = Body.readJsonArray(body, MOST_IN_ARRAY, items::add);
        if (fault != null) {
            refuse(request, Refused.malformed("body", fault));
            return;
        }
        List<Future<ItemResult>> results = items.stream().map(intake::take).toList();
        Future.all(results).onSuccess(all -> {
            StringBuilder text = new StringBuilder("[");
            for (int i = 0; i < results.size(); i++) {
                text.append(i == 0 ? "" : ",")
                        .append(ItemText.of(i, results.get(i).result()));
            }
            answer(request, 200, text.append(']').toString());
        });
    }

    private static void answer(HttpServerRequest request, int status, String json) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(json);
    }

    private void refuse(HttpServerRequest request, Refused refused) {
        Knock knock = Knock.atTheGate(Route.CLICK, request, services.visitors().address(request));
        String requestId = services.refusals().take(knock, refused, refused.httpStatus(), null);
        if (!request.isEnded()) {
            // What is still coming is not waited for.
            LastAnswer.on(request);
        }
        ProblemAnswer.send(request.response(), requestId, refused);
    }

    private static boolean startsArray(byte[] body) {
        int i = 0;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t' || body[i] == '\r' || body[i] == '\n')) {
            i++;
        }
        return i < body.length && body[i] == '[';
    }
}
