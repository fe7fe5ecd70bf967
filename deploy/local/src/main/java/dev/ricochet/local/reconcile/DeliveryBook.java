package dev.ricochet.local.reconcile;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Due deliveries against attempts and dead letters. Holds about 200 bytes a delivery. */
final class DeliveryBook {
    private final Map<String, Entry> deliveries = new HashMap<>();
    private final Faults faults;

    DeliveryBook(Faults faults) {
        this.faults = faults;
    }

    void due(DueDelivery due) {
        Entry entry = entry(due.getDeliveryId());
        entry.createdAt = due.getCreatedAt();
        entry.resent |= due.getResent();
    }

    /** A delivery of a receipt before the horizon: its late attempts are known and not compared. */
    void leaveOut(DueDelivery due) {
        entry(due.getDeliveryId()).leftOut = true;
    }

    void attempt(DeliveryAttempt attempt) {
        Entry entry = entry(attempt.getDeliveryId());
        entry.lastDueAt = attempt.getDueAt();
        if (attempt.getResult() == AttemptResult.DEFERRED) {
            entry.deferred++;
            return;
        }
        entry.attempts++;
        entry.delivered |= attempt.getResult() == AttemptResult.DELIVERED;
    }

    void deadLetter(DeliveryDeadLetter letter) {
        Entry entry = entry(letter.getDeliveryId());
        entry.givenUp = true;
        // What was given up before its first attempt was never due.
        entry.neverDue |= letter.getAttempts() == 0;
        entry.lastDueAt = letter.getGivenUpAt();
    }

    ReconciliationReport.Deliveries close(Horizon horizon) {
        long due = 0;
        long delivered = 0;
        long givenUp = 0;
        long open = 0;
        long attempts = 0;
        long deferred = 0;
        for (Map.Entry<String, Entry> each : deliveries.entrySet()) {
            Entry entry = each.getValue();
            if (entry.leftOut) {
                continue;
            }
            attempts += entry.attempts;
            deferred += entry.deferred;
            if (entry.createdAt == null) {
                checkDue(horizon, each.getKey(), entry);
                continue;
            }
            due++;
            if (entry.delivered && entry.givenUp && !entry.resent) {
                faults.add(FaultKind.DELIVERED_AND_GIVEN_UP, each.getKey(), "created at " + entry.createdAt);
            }
            if (entry.delivered) {
                delivered++;
            } else if (entry.givenUp) {
                givenUp++;
            } else if (horizon.mayStillBeDelivered(entry.createdAt)) {
                open++;
            } else {
                faults.add(FaultKind.LOST_DELIVERY, each.getKey(), "created at " + entry.createdAt);
            }
        }
        return new ReconciliationReport.Deliveries(due, delivered, givenUp, open, attempts, deferred);
    }

    private void checkDue(Horizon horizon, String deliveryId, Entry entry) {
        Instant at = entry.lastDueAt;
        if (at != null && horizon.dueIsKept(at) && !entry.neverDue) {
            faults.add(
                    entry.givenUp ? FaultKind.DEAD_LETTER_WITHOUT_DELIVERY : FaultKind.ATTEMPT_WITHOUT_DELIVERY,
                    deliveryId,
                    "last seen at " + at);
        }
    }

    private Entry entry(String deliveryId) {
        return deliveries.computeIfAbsent(deliveryId, id -> new Entry());
    }

    private static final class Entry {
        private @Nullable Instant createdAt;
        private @Nullable Instant lastDueAt;
        private boolean leftOut;
        private boolean delivered;
        private boolean givenUp;
        private boolean resent;
        private boolean neverDue;
        private int attempts;
        private int deferred;
    }
}
