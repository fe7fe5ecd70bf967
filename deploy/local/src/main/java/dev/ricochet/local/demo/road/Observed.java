package dev.ricochet.local.demo.road;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RejectedRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * What the topics said so far. Written by the watch, read by anybody. Everything of a run is kept: about a kilobyte a
 * postback, which a demo can afford.
 */
public final class Observed {
    private final Set<String> clicks = ConcurrentHashMap.newKeySet();
    private final Map<String, Postback> postbacks = new ConcurrentHashMap<>();
    private final Map<String, PostbackOutcome> outcomes = new ConcurrentHashMap<>();
    private final Map<String, Conversion> versions = new ConcurrentHashMap<>();
    private final Map<String, DueDelivery> due = new ConcurrentHashMap<>();
    private final Map<String, DeliveryAttempt> attempts = new ConcurrentHashMap<>();
    private final Map<String, DeliveryDeadLetter> deadLetters = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
    private final Map<String, Instant> seenAt = new ConcurrentHashMap<>();

    /** A click that went to the gateway's disk may come twice, under one id. */
    void click(Click click) {
        clicks.add(click.getClickId());
    }

    void postback(Postback postback) {
        postbacks.put(postback.getReceiptId(), postback);
        saw("postback " + postback.getReceiptId());
    }

    void matched(MatchedPostback matched) {
        saw("matched " + matched.getPostback().getReceiptId());
    }

    void outcome(PostbackOutcome outcome) {
        outcomes.put(outcome.getReceiptId(), outcome);
        saw("outcome " + outcome.getReceiptId());
    }

    void conversion(Conversion conversion) {
        // A version that a person or time made carries the receipt of the one before.
        versions.merge(
                conversion.getReceiptId(),
                conversion,
                (known, other) -> known.getVersion() <= other.getVersion() ? known : other);
        saw("conversion " + conversion.getReceiptId());
    }

    void due(DueDelivery delivery) {
        due.put(delivery.getDeliveryId(), delivery);
    }

    void attempt(DeliveryAttempt attempt) {
        attempts.put(attempt.getDeliveryId() + " " + attempt.getAttempt() + " " + attempt.getStartedAt(), attempt);
    }

    void deadLetter(DeliveryDeadLetter letter) {
        deadLetters.put(letter.getDeliveryId(), letter);
    }

    void rejected(RejectedRequest request) {
        rejected.computeIfAbsent(request.getReason(), reason -> new LongAdder()).increment();
    }

    public long clicks() {
        return clicks.size();
    }

    public Map<String, Postback> postbacks() {
        return postbacks;
    }

    /** By receipt. */
    public Map<String, PostbackOutcome> outcomes() {
        return outcomes;
    }

    /** Conversion versions by the receipt that made them. */
    public Map<String, Conversion> versions() {
        return versions;
    }

    /** By delivery. */
    public Map<String, DueDelivery> due() {
        return due;
    }

    /** Every attempt that was recorded. */
    public Map<String, DeliveryAttempt> attempts() {
        return attempts;
    }

    public Map<String, DeliveryDeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Requests that the gateway refused, by reason. */
    public Map<String, Long> rejected() {
        return rejected.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, reason -> reason.getValue().sum(), Long::sum, TreeMap::new));
    }

    /** When the watch first read the record, by what it is and its receipt: {@code outcome 0193…}. */
    public Map<String, Instant> seenAt() {
        return seenAt;
    }

    private void saw(String what) {
        seenAt.putIfAbsent(what, Instant.now());
    }
}
