package dev.ricochet.local.explain;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.scan.TopicScan;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Collects a story from the topics. */
final class StoryReader {
    /** Clocks of a gateway and a broker may differ by this much before something is overlooked. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final TopicScan topics;

    StoryReader(KafkaConnection kafka) {
        this.topics = new TopicScan(kafka);
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
        String conversion = outcome.map(PostbackOutcome::getConversionId).orElse(null);
        if (conversion == null) {
            return new Story(postback, click, outcome, List.of(), List.of(), List.of(), List.of());
        }
        Instant start = outcome.map(PostbackOutcome::getOriginalReceiptId)
                .flatMap(ReceiptId::time)
                .or(() -> click.map(Click::getClickedAt))
                .filter(earlier -> earlier.isBefore(postback.getReceivedAt()))
                .orElse(postback.getReceivedAt())
                .minus(SLACK);
        return new Story(
                postback,
                click,
                outcome,
                topics.under(Topics.CONVERSIONS, conversion, start),
                topics.under(Topics.DELIVERIES_DUE, conversion, start),
                topics.under(Topics.DELIVERY_ATTEMPTS, conversion, start),
                topics.under(Topics.DELIVERY_DEAD_LETTERS, conversion, start));
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
