package dev.ricochet.local.reconcile;

import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.OutcomeKind;
import java.util.List;
import java.util.Map;

/**
 * What the books say. Balanced: nothing is missing, nothing is too much. Settled: balanced, and nothing is on its way.
 *
 * @param faults how often each kind of fault was found
 * @param named the faults one by one, of each kind the first hundred thousand
 */
public record ReconciliationReport(
        Receipts receipts,
        Conversions conversions,
        Decisions decisions,
        Deliveries deliveries,
        Told told,
        Map<FaultKind, Long> faults,
        List<Fault> named) {

    public boolean balanced() {
        return faults.isEmpty();
    }

    public boolean settled() {
        return balanced()
                && receipts.inFlight == 0
                && conversions.inFlight == 0
                && decisions.inFlight == 0
                && deliveries.open == 0;
    }

    /**
     * Receipts and how they ended.
     *
     * @param received distinct receipts
     * @param repeated records of receipts that were there already
     * @param outcomes receipts by how they ended
     * @param reasons the same by reason, where one was given
     * @param inFlight receipts without an outcome that are younger than the longest hold
     */
    public record Receipts(
            long received,
            long repeated,
            Map<OutcomeKind, Long> outcomes,
            Map<OutcomeKind, Map<String, Long>> reasons,
            long inFlight) {
        public long ended() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        public long count(OutcomeKind kind) {
            return outcomes.getOrDefault(kind, 0L);
        }
    }

    /**
     * Conversions and what made them.
     *
     * @param inFlight outcomes without the version they made, and versions without their outcome, that are younger than
     *     the longest hold
     */
    public record Conversions(long conversions, long versions, long inFlight) {}

    /**
     * People's decisions and what became of them.
     *
     * @param made distinct decisions
     * @param results how they ended
     * @param inFlight those without an outcome that are younger than the longest hold
     */
    public record Decisions(long made, Map<DecisionResult, Long> results, long inFlight) {}

    /**
     * Calls to affiliates.
     *
     * @param due distinct deliveries
     * @param delivered those that were answered 2xx
     * @param givenUp those that ended as dead letters
     * @param open those that wait for an attempt
     * @param attempts calls made, repeated ones too
     * @param deferred attempts put off because the endpoint's lane was full
     */
    public record Deliveries(long due, long delivered, long givenUp, long open, long attempts, long deferred) {}

    /**
     * Changes of conversions, once for each endpoint of their affiliate, by what became of them.
     *
     * @param waiting those that wait for an attempt, for their time, or behind an earlier change
     * @param disabled those that were given up because their endpoint is disabled or gone from the catalog
     * @param filtered those that the endpoint does not want to hear of
     */
    public record Told(long delivered, long waiting, long exhausted, long disabled, long filtered) {
        public long changes() {
            return delivered + waiting + exhausted + disabled + filtered;
        }
    }
}
