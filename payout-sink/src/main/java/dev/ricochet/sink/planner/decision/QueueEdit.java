package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.GiveUpReason;
import dev.ricochet.schemas.state.PlannerChange;
import dev.ricochet.schemas.state.PlannerDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.planner.decision.Effect.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One decision in the making: the queue that changes and the effects that gather. */
final class QueueEdit {

    /** How many leases an offer stands at most: as seldom are offers repeated while no dispatcher answers. */
    private static final int MOST_LEASES = 16;

    private final String conversionId;
    private final String endpointId;
    private final Duration lease;
    private final Instant now;
    private final List<PlannerChange> later = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private @Nullable PlannerDelivery current;

    QueueEdit(PlannerQueue queue, Duration lease, Instant now) {
        this.conversionId = queue.getConversionId();
        this.endpointId = queue.getEndpointId();
        this.lease = lease;
        this.now = now;
        this.current = queue.getCurrent();
        queue.getWaiting().forEach(conversion -> later.add(new PlannerChange(conversion, null, null, false)));
        later.addAll(queue.getLater());
    }

    @Nullable PlannerDelivery current() {
        return current;
    }

    /** The highest version that is owed of itself, not by request; 0 when none is. */
    int newestVersion() {
        int newest = current == null || current.getResent()
                ? 0
                : current.getConversion().getVersion();
        return later.stream()
                .filter(change -> !change.getResent())
                .mapToInt(change -> change.getConversion().getVersion())
                .reduce(newest, Math::max);
    }

    /** Whether this version is under way or waits. */
    boolean owes(int version) {
        return Stream.concat(
                        Stream.ofNullable(current).map(PlannerDelivery::getConversion),
                        later.stream().map(PlannerChange::getConversion))
                .anyMatch(conversion -> conversion.getVersion() == version);
    }

    void append(PlannerChange change) {
        later.add(change);
    }

    void delivered() {
        if (current != null) {
            effects.add(new Effect.Delivered(current.getDeliveryId()));
            current = null;
        }
    }

    /** What comes after it would meet the same answer, until the endpoint is enabled again. */
    void gone(DeliveryAttempt attempt) {
        giveUpCurrent(GiveUpReason.ENDPOINT_GONE, attempt);
        giveUpAll(GiveUpReason.ENDPOINT_GONE);
    }

    void exhausted(DeliveryAttempt attempt) {
        giveUpCurrent(GiveUpReason.EXHAUSTED, attempt);
    }

    void waitFor(int attempt, Instant at, DeliveryAttempt last) {
        if (current != null) {
            current = PlannerDelivery.newBuilder(current)
                    .setAttempt(attempt)
                    .setOfferedAt(null)
                    .setWakeAt(at)
                    .setLastHttpStatus(last.getHttpStatus())
                    .setLastError(last.getError())
                    .build();
        }
    }

    void offerAgain(PlannerDelivery delivery) {
        if (delivery.getOfferedAt() != null) {
            offer(delivery, Occasion.UNANSWERED, afterSilence(delivery.getOfferedAt(), delivery.getWakeAt()));
        } else {
            boolean tried = delivery.getLastHttpStatus() != null || delivery.getLastError() != null;
            offer(delivery, delivery.getAttempt() > 1 || tried ? Occasion.RETRY : Occasion.FIRST, lease);
        }
    }

    /** Leaves it alone until somebody says that the endpoint is no longer paused. */
    void park(PlannerDelivery delivery) {
        current = PlannerDelivery.newBuilder(delivery)
                .setOfferedAt(null)
                .setParked(true)
                .build();
    }

    /** Begins the delivery of the next change, as soon as none is under way. */
    void beginNext(Standing standing) {
        while (current == null && !later.isEmpty()) {
            switch (standing) {
                case ENABLED -> begin(later.remove(0));
                case PAUSED -> park(delivery(later.remove(0)));
                case DISABLED -> giveUpAll(GiveUpReason.ENDPOINT_DISABLED);
                case REMOVED -> giveUpAll(GiveUpReason.ENDPOINT_REMOVED);
            }
        }
    }

    void giveUpAll(GiveUpReason reason) {
        if (current != null) {
            giveUp(current, reason, current.getOfferedAt() == null ? current.getAttempt() - 1 : current.getAttempt());
            current = null;
        }
        later.forEach(change -> giveUp(delivery(change), reason, 0));
        later.clear();
    }

    Decision decision() {
        boolean nothingToRemember = current == null && later.isEmpty();
        return new Decision(
                nothingToRemember ? null : new PlannerQueue(conversionId, endpointId, false, current, List.of(), later),
                effects);
    }

    private void begin(PlannerChange change) {
        Instant notBefore = change.getNotBefore();
        if (notBefore != null && notBefore.isAfter(now)) {
            current = PlannerDelivery.newBuilder(delivery(change))
                    .setWakeAt(notBefore)
                    .build();
        } else {
            offer(delivery(change), Occasion.FIRST, lease);
        }
    }

    /** Twice as long as the offer stood that nobody answered, so that what is repeated does not grow with an outage. */
    private Duration afterSilence(Instant offeredAt, Instant wakeAt) {
        Duration doubled = Duration.between(offeredAt, wakeAt).multipliedBy(2);
        Duration longest = lease.multipliedBy(MOST_LEASES);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    private void offer(PlannerDelivery delivery, Occasion occasion, Duration standing) {
        Instant until = now.plus(standing);
        // Not by a builder: it would copy the conversion too, field by field.
        current = new PlannerDelivery(
                delivery.getDeliveryId(),
                delivery.getCreatedAt(),
                delivery.getAttempt(),
                now,
                until,
                delivery.getLastHttpStatus(),
                delivery.getLastError(),
                delivery.getConversion(),
                delivery.getTraceparent(),
                delivery.getResent(),
                false);
        effects.add(new Effect.Offer(
                new DueDelivery(
                        delivery.getDeliveryId(),
                        delivery.getAttempt(),
                        endpointId,
                        delivery.getCreatedAt(),
                        now,
                        delivery.getConversion(),
                        delivery.getResent(),
                        until),
                occasion,
                delivery.getTraceparent()));
    }

    private void giveUpCurrent(GiveUpReason reason, DeliveryAttempt last) {
        if (current != null) {
            PlannerDelivery told = PlannerDelivery.newBuilder(current)
                    .setLastHttpStatus(last.getHttpStatus())
                    .setLastError(last.getError())
                    .build();
            giveUp(told, reason, current.getAttempt());
            current = null;
        }
    }

    private void giveUp(PlannerDelivery delivery, GiveUpReason reason, int attempts) {
        effects.add(new Effect.GiveUp(
                new DeliveryDeadLetter(
                        delivery.getDeliveryId(),
                        endpointId,
                        reason,
                        attempts,
                        delivery.getCreatedAt(),
                        now,
                        delivery.getLastHttpStatus(),
                        delivery.getLastError(),
                        delivery.getConversion()),
                delivery.getTraceparent()));
    }

    private PlannerDelivery delivery(PlannerChange change) {
        return new PlannerDelivery(
                DeliveryIds.of(change.getConversion(), endpointId),
                now,
                1,
                null,
                now,
                null,
                null,
                change.getConversion(),
                change.getTraceparent(),
                change.getResent(),
                false);
    }
}
