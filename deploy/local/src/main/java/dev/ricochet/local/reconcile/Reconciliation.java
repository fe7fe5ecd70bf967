package dev.ricochet.local.reconcile;

import dev.ricochet.local.scan.Unreadable;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Holds records of the topics against each other: {@code received = converted + updated + duplicate + rejected +
 * unmatched + test}, a version for each outcome that made one, an outcome for each decision of a person, an end for each
 * delivery, and for each change a delivery to every endpoint that wants it.
 *
 * <p>Records may come in any order and repeatedly. Memory grows with what the horizon covers: about 300 bytes a receipt,
 * 300 a conversion version and 200 a delivery, so a million postbacks fit into one gigabyte.
 */
public final class Reconciliation {
    private final Horizon horizon;
    private final Faults faults = new Faults();
    private final ReceiptBook receipts = new ReceiptBook(faults);
    private final ConversionBook conversions = new ConversionBook(faults);
    private final DecisionBook decisions = new DecisionBook(faults);
    private final DeliveryBook deliveries = new DeliveryBook(faults);
    private final ToldBook told;

    /** Of a network that tells nobody. */
    public Reconciliation(Horizon horizon) {
        this(horizon, List.of(), Set.of());
    }

    /**
     * @param endpoints as the catalog has them now
     * @param paused those of them for which everything waits
     */
    public Reconciliation(Horizon horizon, Collection<Endpoint> endpoints, Set<String> paused) {
        this.horizon = horizon;
        this.told = new ToldBook(endpoints, paused);
    }

    public void postback(Postback postback) {
        if (horizon.covers(postback.getReceivedAt())) {
            receipts.postback(postback);
        }
    }

    public void outcome(PostbackOutcome outcome) {
        if (horizon.covers(outcome.getReceivedAt())) {
            receipts.outcome(outcome);
        }
    }

    public void conversion(Conversion conversion) {
        if (horizon.covers(conversion.getChangedAt())) {
            conversions.conversion(conversion);
            told.change(conversion);
        }
    }

    public void decision(ManualDecision decision) {
        if (horizon.covers(decision.getDecidedAt())) {
            decisions.decision(decision);
        }
    }

    public void decisionOutcome(DecisionOutcome outcome) {
        if (horizon.covers(outcome.getDecidedAt())) {
            decisions.outcome(outcome);
        }
    }

    public void due(DueDelivery due) {
        told.due(due);
        if (horizon.covers(due.getConversion().getChangedAt())) {
            deliveries.due(due);
        } else {
            deliveries.leaveOut(due);
        }
    }

    public void attempt(DeliveryAttempt attempt) {
        told.attempt(attempt);
        deliveries.attempt(attempt);
    }

    public void deadLetter(DeliveryDeadLetter letter) {
        told.deadLetter(letter);
        if (horizon.covers(letter.getConversion().getChangedAt())) {
            deliveries.deadLetter(letter);
        }
    }

    public void unreadable(Unreadable record) {
        faults.add(FaultKind.UNREADABLE_RECORD, record.place(), record.problem());
    }

    /** @param of where a receipt that has no outcome was left lying, a line each */
    public void strandings(Function<String, List<String>> of) {
        receipts.strandings(of);
    }

    /** Closes the books; to be called once, after the last record. */
    public ReconciliationReport report() {
        ReconciliationReport.Conversions made = conversions.close(horizon, receipts, decisions);
        ReconciliationReport.Receipts received = receipts.close(horizon);
        ReconciliationReport.Decisions decided = decisions.close(horizon);
        ReconciliationReport.Deliveries delivered = deliveries.close(horizon);
        ReconciliationReport.Told heard = told.close(horizon, faults);
        return new ReconciliationReport(received, made, decided, delivered, heard, faults.counts(), faults.named());
    }
}
