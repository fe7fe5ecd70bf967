package dev.ricochet.gateway.decision;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.gateway.api.Answer;
import dev.ricochet.gateway.api.ApiProblem;
import dev.ricochet.gateway.api.ApiRoute;
import dev.ricochet.gateway.api.Call;
import dev.ricochet.gateway.key.Role;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.schemas.event.AuditAction;
import dev.ricochet.schemas.event.AuditEvent;
import dev.ricochet.schemas.event.ManualDecision;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /conversions:decide}: people decide about conversions, one or many. Answered once everything is durable; what
 * became of each decision is asked for by the batch. A batch that was not confirmed may be sent again under its id: settle
 * carries each decision out once.
 */
public final class DecideRoute {
    private static final Logger log = LoggerFactory.getLogger(DecideRoute.class);
    private static final String KIND = "decisions";
    private static final int ACCEPTED = 202;

    private final TopicWriter<ManualDecision> decisions;
    private final TopicWriter<AuditEvent> audit;
    private final InstantSource clock;

    public DecideRoute(TopicWriter<ManualDecision> decisions, TopicWriter<AuditEvent> audit, InstantSource clock) {
        this.decisions = decisions;
        this.audit = audit;
        this.clock = clock;
    }

    public ApiRoute route() {
        return new ApiRoute(HttpMethod.POST, "/conversions:decide", Role.ADMIN, Set.of(), this::decide);
    }

    private Future<Answer> decide(Call call) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        DecisionForm.Read read = DecisionForm.read(call.body(), call.caller().actor(), now);
        if (!read.faults().isEmpty()) {
            return Future.succeededFuture(Answer.problem(ApiProblem.VALIDATION_FAILED, "", read.faults()));
        }
        List<ManualDecision> batch = read.decisions();
        String batchId = batch.get(0).getBatchId();
        // Nothing is decided of which the audit does not know.
        return audit.write(KIND + "/" + batchId, event(call, batchId, now), null)
                .compose(kept -> kept instanceof Durable ? writeAll(batch) : Future.succeededFuture(kept))
                .map(kept -> kept instanceof Durable ? accepted(batchId, batch) : notConfirmed(batchId, kept));
    }

    private Future<PublishResult> writeAll(List<ManualDecision> batch) {
        List<Future<PublishResult>> writes = batch.stream()
                .map(decision -> decisions.write(decision.getOfferId(), decision, null))
                .toList();
        return Future.all(writes)
                .map(all -> all.<PublishResult>list().stream()
                        .filter(result -> !(result instanceof Durable))
                        .findFirst()
                        .orElse(PublishResult.DURABLE));
    }

    private static AuditEvent event(Call call, String batchId, Instant now) {
        return AuditEvent.newBuilder()
                .setEventId(GUID.v7().toString())
                .setAt(now)
                .setActor(call.caller().actor())
                .setIp(call.caller().address())
                .setAction(AuditAction.DECIDED)
                .setKind(KIND)
                .setId(batchId)
                .setAfter(call.body())
                .build();
    }

    private static Answer accepted(String batchId, List<ManualDecision> batch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("batch_id", batchId);
        json.put("decided_at", batch.get(0).getDecidedAt().toString());
        json.put(
                "decisions",
                batch.stream()
                        .map(decision -> Map.of(
                                "decision_id", decision.getDecisionId(),
                                "conversion_id", decision.getConversionId()))
                        .toList());
        return Answer.of(ACCEPTED, json);
    }

    private static Answer notConfirmed(String batchId, PublishResult result) {
        log.atWarn()
                .addKeyValue("batch_id", batchId)
                .addKeyValue("result", result)
                .log("Decisions were not confirmed");
        return Answer.problem(
                ApiProblem.OUTCOME_UNKNOWN,
                "send it again with \"batch_id\": \"" + batchId + "\"; nothing is done twice");
    }
}
