package dev.ricochet.sink.admin;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.api.Limit;
import dev.ricochet.kit.api.Workers;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.replay.TopicReader;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What was attempted and what was given up, from the topics. A reading is bounded in time; one that did not come to the end
 * says so. By conversion it reads one partition.
 */
final class HistoryRoutes {

    private static final int USUAL = 50;
    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration USUAL_RANGE = Duration.ofHours(1);
    private static final Duration USUAL_RANGE_OF_ONE = Duration.ofDays(7);

    private final TopicReader reader;
    private final Workers workers;
    private final Clock clock;

    HistoryRoutes(TopicReader reader, Workers workers, Clock clock) {
        this.reader = reader;
        this.workers = workers;
        this.clock = clock;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        "/attempts",
                        Role.READ,
                        call -> workers.run(() -> attempts(call)),
                        "conversion_id",
                        "endpoint_id",
                        "result",
                        "status",
                        "from",
                        "to",
                        "limit"),
                ApiRoute.get(
                        "/dead-letters",
                        Role.READ,
                        call -> workers.run(() -> deadLetters(call)),
                        "conversion_id",
                        "endpoint_id",
                        "reason",
                        "from",
                        "to",
                        "limit"));
    }

    private Answer attempts(Call call) {
        Predicate<DeliveryAttempt> meant = attempt -> is(call, "conversion_id", attempt.getConversionId())
                && is(call, "endpoint_id", attempt.getEndpointId())
                && is(call, "result", attempt.getResult().name())
                && is(call, "status", String.valueOf(attempt.getHttpStatus()));
        return find(call, Topics.DELIVERY_ATTEMPTS, meant, DeliveryAttempt::getStartedAt);
    }

    private Answer deadLetters(Call call) {
        Predicate<DeliveryDeadLetter> meant =
                letter -> is(call, "conversion_id", letter.getConversion().getConversionId())
                        && is(call, "endpoint_id", letter.getEndpointId())
                        && is(call, "reason", letter.getReason().name());
        return find(call, Topics.DELIVERY_DEAD_LETTERS, meant, DeliveryDeadLetter::getGivenUpAt);
    }

    private <V extends SpecificRecord> Answer find(
            Call call, Topic<V> topic, Predicate<V> meant, Function<V, Instant> time) {
        Limit limit = Limit.of(call, USUAL, MOST);
        if (limit.refusal() != null) {
            return limit.refusal();
        }
        String conversionId = call.parameter("conversion_id");
        Instant now = clock.instant();
        Instant from = time(call, "from", now.minus(conversionId == null ? USUAL_RANGE : USUAL_RANGE_OF_ONE));
        Instant to = time(call, "to", now);
        if (from == null || to == null) {
            String wrong = from == null ? "from" : "to";
            return Answer.badParameter(
                    wrong, String.valueOf(call.parameter(wrong)), "a time such as 2026-11-22T12:00:00Z");
        }
        // The oldest in front: partitions are read as they come, not in the order of time.
        PriorityQueue<V> newest = new PriorityQueue<>(Comparator.comparing(time));
        try {
            TopicReader.Reading reading = reader.read(topic, conversionId, from, PATIENCE, record -> {
                Instant at = time.apply(record);
                if (meant.test(record) && !at.isBefore(from) && !at.isAfter(to)) {
                    newest.add(record);
                    if (newest.size() > limit.value()) {
                        newest.remove();
                    }
                }
                return true;
            });
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put(
                    "items",
                    newest.stream()
                            .sorted(Comparator.comparing(time))
                            .map(AvroJson::of)
                            .toList());
            answer.put("from", from.toString());
            answer.put("complete", reading.complete());
            return Answer.ok(answer);
        } catch (KafkaException e) {
            return Answer.problem(ApiProblem.UNAVAILABLE, "");
        }
    }

    private static boolean is(Call call, String parameter, String value) {
        String wanted = call.parameter(parameter);
        return wanted == null || wanted.equalsIgnoreCase(value);
    }

    private static @Nullable Instant time(Call call, String parameter, Instant otherwise) {
        String text = call.parameter(parameter);
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
