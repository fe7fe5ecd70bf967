package dev.ricochet.gateway.lookup;

import dev.ricochet.gateway.api.Answer;
import dev.ricochet.gateway.api.ApiProblem;
import dev.ricochet.gateway.api.ApiRoute;
import dev.ricochet.gateway.api.Call;
import dev.ricochet.gateway.key.Role;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /decisions/{batch}}: what became of a batch of decisions, as far as settle has come with it. */
public final class DecisionsRoute {
    /** The clocks of gateways and brokers may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private static final ReadBounds BOUNDS = new ReadBounds(2_000_000, Duration.ofSeconds(10));

    private final TopicReads reads;
    private final RecordDecoder<DecisionOutcome> decoder;

    public DecisionsRoute(TopicReads reads) {
        this.reads = reads;
        this.decoder = reads.serdes().decoder(Topics.DECISION_OUTCOMES);
    }

    public ApiRoute route() {
        return ApiRoute.get("/decisions/{batch}", Role.READ, this::answer, "since");
    }

    private Future<Answer> answer(Call call) {
        ReceiptId batch = ReceiptId.of(call.inPath("batch"));
        if (batch == null) {
            return Future.succeededFuture(Answer.problem(ApiProblem.NOT_FOUND, "this is no batch id"));
        }
        String since = call.parameter("since");
        Instant from;
        try {
            from = batch.from(since);
        } catch (DateTimeException malformed) {
            return Future.succeededFuture(
                    Answer.badParameter("since", String.valueOf(since), "a time such as 2026-03-01T12:00:00Z"));
        }
        if (from == null) {
            return Future.succeededFuture(Answer.badParameter(
                    "since", "missing", "the time from which to look, because this id carries none"));
        }
        return reads.ask(consumer ->
                        KeyRead.all(consumer, Topics.DECISION_OUTCOMES.name(), batch.text(), from.minus(SLACK), BOUNDS)
                                .stream()
                                .map(record -> decoder.decode(record.value()))
                                .toList())
                .map(outcomes -> Answer.ok(json(batch, outcomes)))
                .recover(KafkaAway::answer);
    }

    private static Map<String, Object> json(ReceiptId batch, List<DecisionOutcome> outcomes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("batch_id", batch.text());
        boolean isComplete =
                !outcomes.isEmpty() && outcomes.size() >= outcomes.get(0).getBatchSize();
        json.put("state", isComplete ? "complete" : "pending");
        json.put("decisions", outcomes.stream().map(AvroJson::of).toList());
        return json;
    }
}
