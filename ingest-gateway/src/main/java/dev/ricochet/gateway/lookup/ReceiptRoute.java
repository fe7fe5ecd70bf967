package dev.ricochet.gateway.lookup;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.key.Role;
import io.vertx.core.Future;

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
        return IdQuestion.answer(
                call,
                "id",
                "receipt",
                (receipt, from) ->
                        receipts.state(receipt, from).map(state -> Answer.ok(Receipts.json(receipt, state))));
    }
}
