package dev.ricochet.sink.admin;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.api.Workers;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.DeliveryCommandKind;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.event.EndpointSignalKind;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.replay.Outbox;
import dev.ricochet.sink.replay.ReplayFilter;
import dev.ricochet.sink.replay.Replays;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Endpoints' states, and people's requests to change them. */
final class EndpointRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration CHECK = Duration.ofMillis(50);

    /** So long after this process knows of a state, every other does. */
    private static final Duration SPREAD = Duration.ofSeconds(1);

    /** The state's time is a dispatcher's, that of a giving up the planner's: the first may be ahead. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    private final EndpointDirectory directory;
    private final Outbox outbox;
    private final Replays replays;
    private final Workers workers;
    private final Clock clock;

    EndpointRoutes(EndpointDirectory directory, Outbox outbox, Replays replays, Workers workers, Clock clock) {
        this.directory = directory;
        this.outbox = outbox;
        this.replays = replays;
        this.workers = workers;
        this.clock = clock;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get("/endpoints", Role.READ, call -> Future.succeededFuture(list(call)), "state"),
                ApiRoute.get("/endpoints/{id}", Role.READ, call -> Future.succeededFuture(one(call))),
                change("pause", EndpointSignalKind.PAUSE, EndpointState.PAUSED),
                change("resume", EndpointSignalKind.RESUME, EndpointState.ACTIVE),
                change("disable", EndpointSignalKind.DISABLE, EndpointState.DISABLED),
                change("enable", EndpointSignalKind.ENABLE, EndpointState.ACTIVE));
    }

    private ApiRoute change(String verb, EndpointSignalKind kind, EndpointState wanted) {
        return new ApiRoute(
                HttpMethod.POST,
                "/endpoints/{id}:" + verb,
                Role.ADMIN,
                Set.of(),
                call -> workers.run(() -> change(call, kind, wanted)));
    }

    private Answer list(Call call) {
        String state = call.parameter("state");
        List<Map<String, Object>> items = directory.all().stream()
                .map(this::shown)
                .filter(one -> state == null || state.equalsIgnoreCase(String.valueOf(one.get("state"))))
                .toList();
        return Answer.ok(Map.of("items", items));
    }

    private Answer one(Call call) {
        Endpoint endpoint = directory.find(call.inPath("id"));
        return endpoint == null ? Answer.problem(ApiProblem.NOT_FOUND, "") : Answer.ok(shown(endpoint));
    }

    private Map<String, Object> shown(Endpoint endpoint) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", endpoint.getId());
        shown.put("affiliate_id", endpoint.getAffiliateId());
        shown.put("catalog_status", endpoint.getStatus().name().toLowerCase(Locale.ROOT));
        shown.put("state", directory.state(endpoint.getId()).name().toLowerCase(Locale.ROOT));
        EndpointEvent last = directory.lastEvent(endpoint.getId());
        if (last != null) {
            shown.put("since", last.getAt().toString());
            shown.put("cause", last.getCause().name().toLowerCase(Locale.ROOT));
            shown.put("failing_since", last.getFailingSince() == null ? null : String.valueOf(last.getFailingSince()));
            shown.put("actor", last.getActor());
            shown.put("note", last.getNote());
        }
        return shown;
    }

    private Answer change(Call call, EndpointSignalKind kind, EndpointState wanted) throws InterruptedException {
        RequestFields fields = new RequestFields(call.body());
        String note = fields.text("note");
        boolean catchUp = kind == EndpointSignalKind.ENABLE && fields.flag("catch_up");
        Answer refusal = fields.refusal();
        if (refusal != null) {
            return refusal;
        }
        Endpoint endpoint = directory.find(call.inPath("id"));
        if (endpoint == null) {
            return Answer.problem(ApiProblem.NOT_FOUND, "");
        }
        EndpointEvent before = directory.lastEvent(endpoint.getId());
        if (kind == EndpointSignalKind.RESUME && directory.state(endpoint.getId()) != EndpointState.PAUSED) {
            return Answer.problem(ApiProblem.NOT_ALLOWED, "it is not paused; a disabled endpoint is enabled");
        }
        try {
            Outbox.Batch batch = outbox.begin();
            batch.add(new EndpointSignal(
                    endpoint.getId(), kind, clock.instant(), call.caller().actor(), note));
            batch.flush();
        } catch (KafkaException e) {
            return Answer.problem(ApiProblem.UNAVAILABLE, "");
        }
        if (!await(endpoint.getId(), wanted)) {
            Map<String, Object> asked = new LinkedHashMap<>();
            asked.put("id", endpoint.getId());
            asked.put("requested", wanted.name().toLowerCase(Locale.ROOT));
            if (catchUp) {
                asked.put("catch_up", "not begun: ask for a replay of what was given up once the endpoint is active");
            }
            return Answer.of(202, asked);
        }
        Map<String, Object> answer = shown(endpoint);
        if (catchUp && before != null) {
            Thread.sleep(SPREAD.toMillis());
            Replays.Request missed = missed(endpoint, before, call);
            answer.put("catch_up", ReplayRoutes.shown(missed, replays.run(missed)));
        }
        return Answer.ok(answer);
    }

    /** What was given up since it began to fail, or since it was disabled. */
    private Replays.Request missed(Endpoint endpoint, EndpointEvent disabled, Call call) {
        Instant failing = disabled.getFailingSince();
        Instant from = failing == null ? disabled.getAt() : failing;
        return new Replays.Request(
                DeliveryCommandKind.CATCH_UP,
                endpoint,
                Replays.Which.GIVEN_UP,
                ReplayFilter.between(from.minus(CLOCKS), clock.instant()),
                call.caller().actor(),
                null);
    }

    /** The planner does it, and tells of it. False if it has not in good time: it is asked for all the same. */
    private boolean await(String id, EndpointState wanted) throws InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        while (directory.state(id) != wanted) {
            if (clock.instant().isAfter(end)) {
                return false;
            }
            Thread.sleep(CHECK.toMillis());
        }
        return true;
    }

    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
