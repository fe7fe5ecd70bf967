package dev.ricochet.sink.admin;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.http.HttpSender;
import dev.ricochet.sink.http.SendOutcome;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.http.Timing;
import dev.ricochet.sink.request.PreparedRequest;
import dev.ricochet.sink.request.Rendering;
import dev.ricochet.sink.request.RequestBuilder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows an endpoint's owner what a delivery looks like, and what becomes of it. Nothing of it is written to any topic. */
final class TryRoutes {

    private final EndpointDirectory directory;
    private final RequestBuilder requests;
    private final HttpSender sender;
    private final Context context;
    private final Clock clock;

    TryRoutes(EndpointDirectory directory, RequestBuilder requests, HttpSender sender, Vertx vertx, Clock clock) {
        this.directory = directory;
        this.requests = requests;
        this.sender = sender;
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
    }

    List<ApiRoute> all() {
        return List.of(
                new ApiRoute(
                        HttpMethod.POST,
                        "/endpoints/{id}:preview",
                        Role.READ,
                        Set.of(),
                        call -> Future.succeededFuture(preview(call))),
                new ApiRoute(HttpMethod.POST, "/endpoints/{id}:test", Role.ADMIN, Set.of(), this::test));
    }

    private Answer preview(Call call) {
        Attempt attempt = render(call);
        return attempt instanceof Ready ready
                ? Answer.ok(Map.of("request", shown(ready.request)))
                : ((No) attempt).answer;
    }

    private Future<Answer> test(Call call) {
        Attempt attempt = render(call);
        if (attempt instanceof No no) {
            return Future.succeededFuture(no.answer);
        }
        Ready ready = (Ready) attempt;
        Promise<SendOutcome> outcome = Promise.promise();
        context.runOnContext(nothing -> sender.send(ready.request, ready.endpoint.getClientCertificate())
                .onComplete(outcome));
        return outcome.future().map(came -> Answer.ok(shown(ready.request, came)));
    }

    private sealed interface Attempt permits Ready, No {}

    private record Ready(Endpoint endpoint, PreparedRequest request) implements Attempt {}

    private record No(Answer answer) implements Attempt {}

    private Attempt render(Call call) {
        RequestFields fields = new RequestFields(call.body());
        Endpoint endpoint = directory.find(call.inPath("id"));
        if (endpoint == null) {
            return new No(Answer.problem(ApiProblem.NOT_FOUND, ""));
        }
        Instant now = clock.instant();
        DueDelivery due = ExampleDelivery.of(endpoint, fields, now);
        Answer refusal = fields.refusal();
        if (refusal != null) {
            return new No(refusal);
        }
        Rendering rendering = requests.render(due, endpoint, now);
        if (rendering instanceof Rendering.Rendered rendered) {
            return new Ready(endpoint, rendered.request());
        }
        Rendering.Refused refused = (Rendering.Refused) rendering;
        return new No(Answer.problem(ApiProblem.NOT_ALLOWED, refused.error() + ": " + refused.detail()));
    }

    private static Map<String, Object> shown(PreparedRequest request, SendOutcome outcome) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("request", shown(request));
        if (outcome instanceof Answered answered) {
            boolean delivered = answered.status() >= 200 && answered.status() < 300;
            shown.put("delivered", delivered);
            shown.put("response", Map.of("status", answered.status(), "body", answered.body()));
        } else if (outcome instanceof Unanswered unanswered) {
            shown.put("delivered", false);
            shown.put("error", Map.of("code", unanswered.error().code(), "detail", unanswered.detail()));
        }
        Timing timing = outcome.timing();
        Map<String, Object> took = new LinkedHashMap<>();
        took.put("name", millis(timing.name()));
        took.put("connect", millis(timing.connect()));
        took.put("answer", millis(timing.answer()));
        took.put("body", millis(timing.body()));
        shown.put("timing_ms", took);
        return shown;
    }

    private static Map<String, Object> shown(PreparedRequest request) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("method", request.method());
        shown.put("url", request.url());
        shown.put("headers", request.shownHeaders());
        shown.put("body", request.shownBody());
        return shown;
    }

    private static @Nullable Double millis(@Nullable Duration duration) {
        return duration == null ? null : TimeUnit.NANOSECONDS.toMicros(duration.toNanos()) / 1_000.0;
    }
}
