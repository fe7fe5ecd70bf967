package dev.ricochet.sink;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.KafkaStack;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of deliveries that have not ended, from the topics: a test that failed should say where it stood. */
final class Whereabouts {

    private static final int SHOWN = 10;

    private Whereabouts() {}

    static String of(KafkaStack kafka, Set<String> missing) {
        Map<String, List<DueDelivery>> offers = kafka.consumeAll(Topics.DELIVERIES_DUE).stream()
                .map(ConsumerRecord::value)
                .collect(groupingBy(DueDelivery::getDeliveryId));
        Map<String, List<DeliveryAttempt>> attempts = kafka.consumeAll(Topics.DELIVERY_ATTEMPTS).stream()
                .map(ConsumerRecord::value)
                .collect(groupingBy(DeliveryAttempt::getDeliveryId));
        long never = missing.stream().filter(id -> !offers.containsKey(id)).count();
        return missing.size() + " have not ended, " + never + " of them were never offered;\n"
                + missing.stream()
                        .filter(offers::containsKey)
                        .limit(SHOWN)
                        .map(id -> one(id, offers.get(id), attempts.getOrDefault(id, List.of())))
                        .collect(joining("\n"));
    }

    private static String one(String id, Collection<DueDelivery> offers, Collection<DeliveryAttempt> attempts) {
        return id + " to "
                + offers.iterator().next().getEndpointId() + ": offered "
                + offers.stream()
                        .map(offer -> offer.getAttempt() + "@" + offer.getDueAt())
                        .collect(joining(", "))
                + "; attempts "
                + attempts.stream()
                        .map(attempt -> attempt.getAttempt() + "@" + attempt.getStartedAt() + " " + attempt.getResult()
                                + " " + attempt.getHttpStatus() + " " + attempt.getError() + " asked "
                                + attempt.getRetryAfterMs() + " ms")
                        .collect(joining(", "));
    }
}
