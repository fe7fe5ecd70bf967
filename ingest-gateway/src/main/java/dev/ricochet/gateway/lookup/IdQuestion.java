package dev.ricochet.gateway.lookup;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.Call;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.BiFunction;

/** A question about an id of the path: when it was given says where to look, else {@code since} has to. */
final class IdQuestion {

    private IdQuestion() {}

    /**
     * @param name of the path's part that is the id
     * @param kind what the id names, for the caller who gave another
     * @param lookUp answers, from the id and the time from which to look
     */
    static Future<Answer> answer(
            Call call, String name, String kind, BiFunction<ReceiptId, Instant, Future<Answer>> lookUp) {
        ReceiptId id = ReceiptId.of(call.inPath(name));
        if (id == null) {
            return Future.succeededFuture(Answer.problem(ApiProblem.NOT_FOUND, "this is no " + kind + " id"));
        }
        String since = call.parameter("since");
        Instant from;
        try {
            from = id.from(since);
        } catch (DateTimeException malformed) {
            return Future.succeededFuture(
                    Answer.badParameter("since", String.valueOf(since), "a time such as 2026-03-01T12:00:00Z"));
        }
        if (from == null) {
            return Future.succeededFuture(Answer.badParameter(
                    "since", "missing", "the time from which to look, because this id carries none"));
        }
        return lookUp.apply(id, from).recover(KafkaAway::answer);
    }
}
