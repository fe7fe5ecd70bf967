package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.GiveUpReason;
import dev.ricochet.schemas.state.PlannerDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.planner.decision.Effect.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One decision in the making: the queue that changes and the effects that gather. */
final class QueueEdit {

    private final String conversionId;
    private final String endpointId;
    private final Duration lease;
    private final Instant now;
    private final List<Conversion> waiting;
    private final List<Effect> effects = new ArrayList<>();
    private @Nullable PlannerDelivery current;
    private boolean gone;

    QueueEdit(PlannerQueue queue, Duration lease, Instant now) {
        this.conversionId = queue.getConversionId();
        this.endpointId = queue.getEndpointId();
        this.lease = lease;
        this.now = now;
        this.waiting = new ArrayList<>(queue.getWaiting());
        this.current = queue.getCurrent();
        this.gone = queue.getGone();
    }

    @Nullable PlannerDelivery current() {
        return current;
    }

    /** The highest version that is owed; 0 when none is. */
    int newestVersion() {
        if (!waiting.isEmpty()) {
            return waiting.get(waiting.size() - 1).getVersion();
        }
        return current == null ? 0 : current.getConversion().getVersion();
    }

    void append(Conversion conversion) {
        waiting.add(conversion);
    }

    void delivered() {
        if (current != null) {
            effects.add(new Effect.Delivered(current.getDeliveryId()));
            current = null;
        }
    }

    void gone(DeliveryAttempt attempt) {
        gone = true;
        giveUpCurrent(GiveUpReason.ENDPOINT_GONE, attempt);
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
        offer(delivery, delivery.getOfferedAt() == null ? Occasion.RETRY : Occasion.UNANSWERED);
    }

    /** Begins the delivery of the next version, as soon as none is under way. */
    void beginNext(Standing standing) {
        while (current == null && !waiting.isEmpty()) {
            if (gone) {
                giveUpAll(GiveUpReason.ENDPOINT_GONE);
                return;
            }
            switch (standing) {
                case ENABLED -> offer(delivery(waiting.remove(0)), Occasion.FIRST);
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
        waiting.forEach(conversion -> giveUp(delivery(conversion), reason, 0));
        waiting.clear();
    }

    Decision decision() {
        boolean nothingToRemember = current == null && waiting.isEmpty() && !gone;
        return new Decision(
                nothingToRemember ? null : new PlannerQueue(conversionId, endpointId, gone, current, waiting), effects);
    }

    private void offer(PlannerDelivery delivery, Occasion occasion) {
        current = PlannerDelivery.newBuilder(delivery)
                .setOfferedAt(now)
                .setWakeAt(now.plus(lease))
                .build();
        effects.add(new Effect.Offer(
                new DueDelivery(
                        delivery.getDeliveryId(),
                        delivery.getAttempt(),
                        endpointId,
                        delivery.getCreatedAt(),
                        now,
                        delivery.getConversion()),
                occasion));
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
        effects.add(new Effect.GiveUp(new DeliveryDeadLetter(
                delivery.getDeliveryId(),
                endpointId,
                reason,
                attempts,
                delivery.getCreatedAt(),
                now,
                delivery.getLastHttpStatus(),
                delivery.getLastError(),
                delivery.getConversion())));
    }

    private PlannerDelivery delivery(Conversion conversion) {
        return new PlannerDelivery(DeliveryIds.of(conversion, endpointId), now, 1, null, now, null, null, conversion);
    }
}
