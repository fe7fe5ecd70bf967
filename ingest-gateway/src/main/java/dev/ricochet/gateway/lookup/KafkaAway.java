package dev.ricochet.gateway.lookup;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import io.vertx.core.Future;
import org.apache.kafka.common.errors.RetriableException;

/** Kafka's absence is no defect of ours. */
final class KafkaAway {
    private KafkaAway() {}

    static Future<Answer> answer(Throwable failure) {
        return failure instanceof RetriableException
                ? Future.succeededFuture(Answer.problem(ApiProblem.UNAVAILABLE, "the topic could not be read"))
                : Future.failedFuture(failure);
    }
}
