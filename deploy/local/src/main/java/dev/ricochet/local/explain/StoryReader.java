package dev.ricochet.local.explain;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.deadletter.DeadLetterTopic;
import dev.ricochet.local.deadletter.Strandings;
import dev.ricochet.local.explain.Story.Calls;
import dev.ricochet.local.scan.TopicScan;
import dev.ricochet.local.scan.Unreadable;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Collects a story from the topics. */
final class StoryReader {
    /** Clocks of a gateway and a broker may differ by this much before something is overlooked. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final KafkaConnection kafka;
    private final TopicScan topics;

    /** @param unreadable is told of records that cannot be read, one perhaps several times */
    StoryReader(KafkaConnection kafka, Consumer<Unreadable> unreadable) {
        this.kafka = kafka;
        this.topics = new TopicScan(kafka, unreadable);
    }

    /** @param receivedAt the time inside the receipt id; at the earliest, where it holds none */
    Optional<Story> read(String receiptId, Instant receivedAt) {
        Instant since = sometimeBefore(receivedAt);
        return topics.first(
                        Topics.POSTBACKS,
                        since,
                        postback -> postback.getReceiptId().equals(receiptId))
                .map(postback -> follow(postback, since));
    }

    /** The id may name a request that the gateway refused. */
    Optional<RejectedRequest> refusal(String requestId, Instant at) {
        return topics.under(Topics.REJECTED_REQUESTS, requestId, sometimeBefore(at)).stream()
                .findFirst();
    }

    /** Kafka takes no time before 1970. */
    private static Instant sometimeBefore(Instant at) {
        Instant before = at.minus(SLACK);
        return before.isBefore(Instant.EPOCH) ? Instant.EPOCH : before;
    }

    private Story follow(Postback postback, Instant since) {
        Optional<Click> click = Optional.ofNullable(postback.getClickId()).flatMap(this::click);
        Optional<PostbackOutcome> outcome =
                topics.under(Topics.POSTBACK_OUTCOMES, postback.getReceiptId(), since).stream()
                        .findFirst();
        List<String> stranded = Strandings.in(DeadLetterTopic.read(kafka)).of(postback.getReceiptId());
        String conversion = outcome.map(PostbackOutcome::getConversionId).orElse(null);
        if (conversion == null) {
            return new Story(postback, click, outcome, List.of(), Calls.NONE, stranded);
        }
        Instant start = outcome.map(PostbackOutcome::getOriginalReceiptId)
                .flatMap(ReceiptId::time)
                .or(() -> click.map(Click::getClickedAt))
                .filter(earlier -> earlier.isBefore(postback.getReceivedAt()))
                .orElse(postback.getReceivedAt())
                .minus(SLACK);
        List<Conversion> versions = topics.under(Topics.CONVERSIONS, conversion, start);
        Instant begun =
                versions.isEmpty() ? start : versions.get(0).getConvertedAt().minus(SLACK);
        if (begun.isBefore(start)) {
            // A reversal that names only its order tells nothing of when that was; the version that it made does.
            start = begun;
            versions = topics.under(Topics.CONVERSIONS, conversion, start);
        }
        Calls calls = new Calls(
                topics.under(Topics.DELIVERIES_DUE, conversion, start),
                topics.under(Topics.DELIVERY_ATTEMPTS, conversion, start),
                topics.under(Topics.DELIVERY_DEAD_LETTERS, conversion, start));
        return new Story(postback, click, outcome, versions, calls, stranded);
    }

    private Optional<Click> click(String clickId) {
        try {
            Instant at = Instant.ofEpochMilli(ClickIds.millisOf(clickId));
            return topics.under(Topics.CLICKS, clickId, at.minus(SLACK)).stream()
                    .findFirst();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
