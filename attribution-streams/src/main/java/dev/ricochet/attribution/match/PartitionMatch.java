package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickKey;
import dev.ricochet.attribution.clickstore.ClickStore;
import dev.ricochet.attribution.match.MatchDecision.Held;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.state.MatchHeldPostback;
import dev.ricochet.schemas.topic.Topics;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Matches the postbacks of one partition: looks up, holds the early ones, lets them out. Decides nothing itself.
 *
 * <p><b>The deadline's gate.</b> A hold does not end because a clock says so, but because the click is known not to
 * have come in time: the broker is asked, after the deadline, how far the clicks partition reaches, and the hold ends
 * once the task has consumed that far. While the task lags, is being restored or is down, the hold just lasts longer; on
 * a quiet partition the end is reached already.
 */
final class PartitionMatch {

    private final int partition;
    private final MatchParts parts;
    private final Matcher matcher;
    private final ClickStore clicks;
    private final ClickFinder finder;
    private final EarlyPostbacks early;
    private final MatchOutput output;
    private final Set<ClickKey> arrived = new LinkedHashSet<>();
    private boolean restarted = true;
    private ClicksEnd.@Nullable Measurement bar;

    PartitionMatch(
            int partition,
            MatchParts parts,
            Matcher matcher,
            ClickStore clicks,
            EarlyPostbacks early,
            MatchOutput output) {
        this.partition = partition;
        this.parts = parts;
        this.matcher = matcher;
        this.clicks = clicks;
        this.finder = new StoredClicks(clicks, parts.clickIds(), parts.serdes().decoder(Topics.CLICKS));
        this.early = early;
        this.output = output;
        early.awaited().forEach(clicks::await);
        output.waitingChanged(early.count());
    }

    /** Takes a postback; {@code arrival} is its offset. */
    void match(Record<String, Postback> record, long arrival) {
        letOutArrived();
        Postback postback = record.value();
        MatchDecision decision = matcher.decide(postback, parts.catalog().get(), finder);
        if (decision instanceof Held held) {
            hold(postback, held, Traces.of(record.headers()), arrival);
        }
        output.send(postback, decision, Traces.of(record.headers()));
    }

    /** Called by the clock: lets out those whose click has come, or whose deadline has passed. */
    void letOut(long now) {
        early.forgetTakenOut(clicks.commits());
        letOutArrived();
        Long deadline = early.earliestDeadline();
        if (deadline != null && deadline <= now) {
            letOutDue(deadline);
        }
    }

    void close() {
        output.waitingChanged(-early.count());
    }

    private void letOutArrived() {
        arrived.addAll(clicks.arrivals());
        if (clicks.isRebuilding()) {
            // A click may be there, and others of its visitor's path not yet again.
            return;
        }
        if (restarted) {
            // The click may have come after the last commit before the stop, and been restored since.
            restarted = false;
            early.awaited().stream().filter(clicks::contains).forEach(arrived::add);
        }
        arrived.forEach(this::letOutFor);
        arrived.clear();
    }

    private void letOutFor(ClickKey click) {
        for (MatchHeldPostback held : early.takeFor(click, clicks.commits())) {
            end(held);
        }
        clicks.forget(click);
    }

    /** Once taken out it has to end: where its click is not there, or not there again, as one that never came. */
    private void end(MatchHeldPostback held) {
        output.waitingChanged(-1);
        MatchDecision decision =
                matcher.decide(held.getPostback(), parts.catalog().get(), finder);
        output.send(
                held.getPostback(),
                decision instanceof Held ? matcher.expire(held, parts.catalog().get()) : decision,
                held.getTraceparent());
    }

    private void letOutDue(long earliestDeadline) {
        ClicksEnd.Measurement measured = bar;
        if (measured == null || measured.atMillis() < earliestDeadline) {
            measured = parts.clicksEnd().since(partition, earliestDeadline);
            bar = measured;
        }
        // While a damaged day is read again, a click that is not found may still come.
        if (measured == null || clicks.isRebuilding() || !measured.isCoveredBy(clicks.consumedUpTo())) {
            return;
        }
        for (MatchHeldPostback held : early.takeDue(measured.atMillis(), clicks.commits())) {
            end(held);
            ClickKey click =
                    ClickKey.of(Objects.requireNonNull(held.getPostback().getClickId()));
            if (!early.awaits(click)) {
                clicks.forget(click);
            }
        }
    }

    private void hold(Postback postback, Held held, @Nullable String traceparent, long arrival) {
        Offer offer = held.offer();
        ClickKey click = ClickKey.of(Objects.requireNonNull(postback.getClickId()));
        early.hold(
                click,
                arrival,
                MatchHeldPostback.newBuilder()
                        .setPostback(postback)
                        .setDeadlineAt(postback.getReceivedAt().plus(held.hold()))
                        .setHoldMs(held.hold().toMillis())
                        .setOfferId(offer == null ? null : offer.getId())
                        .setOfferVersion(offer == null ? null : offer.getVersion())
                        .setTraceparent(traceparent)
                        .build());
        clicks.await(click);
        output.waitingChanged(1);
    }
}
