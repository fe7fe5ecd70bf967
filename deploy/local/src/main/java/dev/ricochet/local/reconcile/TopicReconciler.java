package dev.ricochet.local.reconcile;

import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.deadletter.DeadLetterTopic;
import dev.ricochet.local.deadletter.Strandings;
import dev.ricochet.local.scan.TopicScan;
import dev.ricochet.local.scan.Unreadable;
import dev.ricochet.schemas.catalog.EndpointStatus;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Feeds a {@link Reconciliation} from the topics. */
public final class TopicReconciler {
    /** Postbacks and outcomes are kept for 90 days; a margin keeps their deletion, segment by segment, out of the books. */
    private static final Duration LOOKS_BACK = Duration.ofDays(80);
    /** For two commits of settle, a restart, and clocks that differ. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final KafkaConnection kafka;

    /** By place: a topic may be read more than once. */
    private final Set<Unreadable> unreadable = new LinkedHashSet<>();

    private final TopicScan scan;

    public TopicReconciler(KafkaConnection kafka) {
        this.kafka = kafka;
        this.scan = new TopicScan(kafka, unreadable::add);
    }

    /**
     * Reads the topics once.
     *
     * @param since receipts before it are left out; null: as far back as the topics reliably reach
     */
    public ReconciliationReport run(@Nullable Instant since) {
        Instant now = Instant.now();
        Instant from = since == null ? now.minus(LOOKS_BACK) : since;
        unreadable.clear();
        Entries catalog = CatalogTopics.read(scan);
        Reconciliation books = new Reconciliation(
                new Horizon(now, from, longestHold(catalog).plus(SLACK)),
                catalog.endpoints().values(),
                paused(catalog));
        // Consequences before causes: whatever is read here, its cause is already in the topic that is read later.
        read(Topics.DELIVERY_DEAD_LETTERS, from, books::deadLetter);
        read(Topics.DELIVERY_ATTEMPTS, from, books::attempt);
        read(Topics.DELIVERIES_DUE, from, books::due);
        read(Topics.POSTBACK_OUTCOMES, from, books::outcome);
        read(Topics.DECISION_OUTCOMES, from, books::decisionOutcome);
        read(Topics.CONVERSIONS, from, books::conversion);
        read(Topics.DECISIONS, from, books::decision);
        read(Topics.POSTBACKS, from, books::postback);
        unreadable.forEach(books::unreadable);
        books.strandings(Strandings.in(DeadLetterTopic.read(kafka))::of);
        return books.report();
    }

    private static Duration longestHold(Entries catalog) {
        long longest = catalog.offers().values().stream()
                .mapToLong(Offer::getEarlyHoldMs)
                .max()
                .orElse(0);
        return Duration.ofMillis(longest);
    }

    private Set<String> paused(Entries catalog) {
        Set<String> paused = new HashSet<>();
        scan.forEach(Topics.ENDPOINT_EVENTS, null, record -> {
            if (record.value() != null && record.value().getState() == EndpointState.PAUSED) {
                paused.add(record.key());
            } else {
                paused.remove(record.key());
            }
        });
        catalog.endpoints().values().stream()
                .filter(endpoint -> endpoint.getStatus() == EndpointStatus.PAUSED)
                .forEach(endpoint -> paused.add(endpoint.getId()));
        return paused;
    }

    /** Record timestamps never lie much before the time of receipt, so the slack of a minute misses nothing. */
    private <V extends SpecificRecord> void read(Topic<V> topic, Instant from, Consumer<V> each) {
        scan.forEach(topic, from.minus(SLACK), record -> {
            if (record.value() != null) {
                each.accept(record.value());
            }
        });
    }
}
