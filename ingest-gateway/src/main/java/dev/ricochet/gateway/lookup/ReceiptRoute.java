package dev.ricochet.gateway.lookup;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.key.Role;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;

/** {@code GET /receipts/{id}} on the management port: any advertiser's. */
public final class ReceiptRoute {
    private final ReceiptBook receipts;

    public ReceiptRoute(ReceiptBook receipts) {
        this.receipts = receipts;
    }

    public ApiRoute route() {
        return ApiRoute.get("/receipts/{id}", Role.READ, this::answer, "since");
    }

    private Future<Answer> answer(Call call) {
        ReceiptId receipt = ReceiptId.of(call.inPath("id"));
        if (receipt == null) {
            return Future.succeededFuture(Answer.problem(ApiProblem.NOT_FOUND, "this is no receipt id"));
        }
        String since = call.parameter("since");
        Instant from;
        try {
            from = receipt.from(since);
        } catch (DateTimeException malformed) {
            return Future.succeededFuture(
                    Answer.badParameter("since", String.valueOf(since), "a time such as 2026-03-01T12:00:00Z"));
        }
        if (from == null) {
            return Future.succeededFuture(Answer.badParameter(
                    "since", "missing", "the time from which to look, because this id carries none"));
        }
        return receipts.state(receipt, from)
                .map(state -> Answer.ok(Receipts.json(receipt, state)))
                .recover(KafkaAway::answer);
    }
}
