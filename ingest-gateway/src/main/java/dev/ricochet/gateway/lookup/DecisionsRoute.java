package dev.ricochet.gateway.lookup;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.Future;
import java.time.Duration;
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
        return IdQuestion.answer(
                call,
                "batch",
                "batch",
                (batch, from) -> reads.ask(consumer -> KeyRead.all(
                                        consumer,
                                        Topics.DECISION_OUTCOMES.name(),
                                        batch.text(),
                                        from.minus(SLACK),
                                        BOUNDS)
                                .stream()
                                .map(record -> decoder.decode(record.value()))
                                .toList())
                        .map(outcomes -> Answer.ok(json(batch, outcomes))));
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
