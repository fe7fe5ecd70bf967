package dev.ricochet.local.reconcile;

import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.ManualDecision;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** People's decisions against what became of them. Holds about 300 bytes a decision. */
final class DecisionBook {
    private final Map<String, Entry> entries = new HashMap<>();
    private final Faults faults;

    DecisionBook(Faults faults) {
        this.faults = faults;
    }

    void decision(ManualDecision decision) {
        entry(decision.getDecisionId()).decidedAt = decision.getDecidedAt();
    }

    void outcome(DecisionOutcome outcome) {
        Entry entry = entry(outcome.getDecisionId());
        if (entry.outcome == null) {
            entry.outcome = outcome;
        } else if (!entry.outcome.equals(outcome)) {
            faults.add(
                    FaultKind.CONFLICTING_OUTCOMES,
                    outcome.getDecisionId(),
                    "decision " + entry.outcome.getResult() + " and " + outcome.getResult());
        }
    }

    /** Whether that decision says that it made that version. */
    boolean explains(@Nullable String decisionId, String conversionId, int version) {
        Entry entry = decisionId == null ? null : entries.get(decisionId);
        return entry != null
                && entry.outcome != null
                && entry.outcome.getConversionId().equals(conversionId)
                && Objects.equals(entry.outcome.getConversionVersion(), version);
    }

    void eachApplied(BiConsumer<String, DecisionOutcome> each) {
        entries.forEach((id, entry) -> {
            if (entry.outcome != null && entry.outcome.getResult() == DecisionResult.APPLIED) {
                each.accept(id, entry.outcome);
            }
        });
    }

    ReconciliationReport.Decisions close(Horizon horizon) {
        Map<DecisionResult, Long> results = new EnumMap<>(DecisionResult.class);
        long made = 0;
        long inFlight = 0;
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            made += entry.decidedAt == null ? 0 : 1;
            if (entry.outcome != null) {
                results.merge(entry.outcome.getResult(), 1L, Long::sum);
                if (entry.decidedAt == null) {
                    faults.add(FaultKind.SURPLUS_OUTCOME, each.getKey(), "of a decision that nobody made");
                }
            } else if (entry.decidedAt != null && horizon.mayBeInFlight(entry.decidedAt)) {
                inFlight++;
            } else {
                faults.add(FaultKind.MISSING_OUTCOME, each.getKey(), "decided at " + entry.decidedAt);
            }
        }
        return new ReconciliationReport.Decisions(made, results, inFlight);
    }

    private Entry entry(String decisionId) {
        return entries.computeIfAbsent(decisionId, id -> new Entry());
    }

    private static final class Entry {
        private @Nullable Instant decidedAt;
        private @Nullable DecisionOutcome outcome;
    }
}
