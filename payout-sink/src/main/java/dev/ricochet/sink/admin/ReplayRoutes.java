package dev.ricochet.sink.admin;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.api.Workers;
import dev.ricochet.kit.catalog.Share;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DeliveryCommand;
import dev.ricochet.schemas.event.DeliveryCommandKind;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.planner.decision.DeliveryIds;
import dev.ricochet.sink.replay.Outbox;
import dev.ricochet.sink.replay.Position;
import dev.ricochet.sink.replay.ReplayFilter;
import dev.ricochet.sink.replay.Replays;
import dev.ricochet.sink.replay.TopicReader;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Replays, backfills and resends. */
final class ReplayRoutes {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Duration USUAL_BACKFILL = Duration.ofDays(400);

    private final EndpointDirectory directory;
    private final TopicReader reader;
    private final Outbox outbox;
    private final Replays replays;
    private final Workers workers;
    private final Clock clock;

    ReplayRoutes(
            EndpointDirectory directory,
            TopicReader reader,
            Outbox outbox,
            Replays replays,
            Workers workers,
            Clock clock) {
        this.directory = directory;
        this.reader = reader;
        this.outbox = outbox;
        this.replays = replays;
        this.workers = workers;
        this.clock = clock;
    }

    List<ApiRoute> all() {
        return List.of(
                post("/endpoints/{id}:replay", call -> replay(call, DeliveryCommandKind.REPLAY)),
                post("/endpoints/{id}:backfill", call -> replay(call, DeliveryCommandKind.BACKFILL)),
                post("/deliveries:resend", this::resend));
    }

    private interface Blocking {
        Answer answer(Call call);
    }

    private ApiRoute post(String path, Blocking operation) {
        return new ApiRoute(
                HttpMethod.POST, path, Role.ADMIN, Set.of(), call -> workers.run(() -> operation.answer(call)));
    }

    private Answer replay(Call call, DeliveryCommandKind kind) {
        RequestFields fields = new RequestFields(call.body());
        Instant now = clock.instant();
        boolean backfill = kind == DeliveryCommandKind.BACKFILL;
        Instant from = fields.time("from", backfill ? now.minus(USUAL_BACKFILL) : Instant.MAX);
        if (from.equals(Instant.MAX)) {
            fields.fault("from", "missing", "the time of the first change, or first giving up, that is meant");
        }
        ReplayFilter filter = new ReplayFilter(
                from,
                fields.time("to", now),
                fields.symbols("statuses", ConversionStatus.class),
                fields.texts("goals"),
                fields.texts("offers"),
                fields.texts("sources"));
        Replays.Which which =
                backfill ? Replays.Which.ALL : fields.symbol("which", Replays.Which.class, Replays.Which.GIVEN_UP);
        boolean preview = fields.flag("preview");
        Position after = after(fields);
        Answer refusal = fields.refusal();
        if (refusal != null) {
            return refusal;
        }
        Endpoint endpoint = directory.find(call.inPath("id"));
        if (endpoint == null) {
            return Answer.problem(ApiProblem.NOT_FOUND, "");
        }
        Replays.Request request =
                new Replays.Request(kind, endpoint, which, filter, call.caller().actor(), after);
        try {
            return Answer.ok(shown(request, preview ? replays.preview(request) : replays.run(request)));
        } catch (KafkaException e) {
            return Answer.problem(
                    ApiProblem.UNAVAILABLE,
                    "some may be on their way; asking again sends none of them twice at a time");
        }
    }

    private Answer resend(Call call) {
        RequestFields fields = new RequestFields(call.body());
        String conversionId = fields.required("conversion_id");
        String endpointId = fields.required("endpoint_id");
        Integer version = fields.number("version");
        Answer refusal = fields.refusal();
        if (refusal != null) {
            return refusal;
        }
        Endpoint endpoint = directory.find(endpointId);
        if (endpoint == null) {
            return Answer.problem(ApiProblem.NOT_FOUND, "no endpoint " + endpointId);
        }
        try {
            Conversion whole = conversion(conversionId, version);
            Conversion conversion = whole == null ? null : Share.of(whole, endpoint.getAffiliateId());
            if (conversion == null) {
                return Answer.problem(
                        ApiProblem.NOT_FOUND,
                        "no such conversion of " + endpoint.getAffiliateId() + ", whose endpoint it is");
            }
            String commandId = UUID.randomUUID().toString();
            Outbox.Batch batch = outbox.begin();
            batch.add(new DeliveryCommand(
                    commandId,
                    DeliveryCommandKind.RESEND,
                    endpointId,
                    conversion,
                    call.caller().actor(),
                    clock.instant()));
            batch.flush();
            return Answer.ok(Map.of(
                    "command_id",
                    commandId,
                    "delivery_id",
                    DeliveryIds.of(conversion, endpointId),
                    "version",
                    conversion.getVersion()));
        } catch (KafkaException e) {
            return Answer.problem(ApiProblem.UNAVAILABLE, "");
        }
    }

    /** This version of a conversion, or its newest. */
    private @Nullable Conversion conversion(String id, @Nullable Integer version) {
        AtomicReference<@Nullable Conversion> found = new AtomicReference<>();
        reader.read(Topics.CONVERSIONS, id, Instant.EPOCH, PATIENCE, conversion -> {
            boolean meant = conversion.getConversionId().equals(id)
                    && (version == null || Objects.equals(version, conversion.getVersion()));
            if (meant) {
                found.set(conversion);
            }
            return version == null || found.get() == null;
        });
        return found.get();
    }

    private static @Nullable Position after(RequestFields fields) {
        String text = fields.text("after");
        try {
            return text == null ? null : Position.parse(text);
        } catch (IllegalArgumentException malformed) {
            fields.fault("after", String.valueOf(text), "what an answer gave as after");
            return null;
        }
    }

    /** With {@code from}, {@code to} and {@code after} of it the same request goes on where this one ended. */
    static Map<String, Object> shown(Replays.Request request, Replays.Result result) {
        Map<String, Object> shown = new LinkedHashMap<>();
        if (result.commandId() != null) {
            shown.put("command_id", result.commandId());
        }
        shown.put("deliveries", result.deliveries());
        shown.put("first_change", EndpointRoutes.text(result.firstChange()));
        shown.put("last_change", EndpointRoutes.text(result.lastChange()));
        shown.put("from", request.filter().from().toString());
        shown.put("to", request.filter().to().toString());
        shown.put("complete", result.complete());
        Position next = result.next();
        if (next != null) {
            shown.put("after", next.text());
        }
        return shown;
    }
}
