package dev.ricochet.attribution.settle.outcome;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.ledger.Decision;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.DecisionResult;
import dev.ricochet.schemas.event.ManualDecision;
import org.jspecify.annotations.Nullable;

/** Writes down what became of people's decisions. */
public final class DecisionOutcomes {

    private DecisionOutcomes() {}

    public static DecisionOutcome of(ManualDecision asked, Decision decision) {
        if (decision instanceof Decision.Updated updated) {
            Conversion conversion = updated.booking().entry().getConversion();
            return because(about(asked, conversion), DecisionResult.APPLIED, null)
                    .setConversionVersion(conversion.getVersion())
                    .build();
        }
        if (decision instanceof Decision.Unchanged unchanged) {
            return because(about(asked, unchanged.conversion()), DecisionResult.UNCHANGED, unchanged.why())
                    .build();
        }
        if (decision instanceof Decision.Rejected rejected) {
            return because(about(asked, rejected.conversion()), DecisionResult.REFUSED, rejected.why())
                    .build();
        }
        throw new IllegalStateException("no decision of a person ends as " + decision);
    }

    private static DecisionOutcome.Builder about(ManualDecision asked, @Nullable Conversion conversion) {
        return DecisionOutcome.newBuilder()
                .setDecisionId(asked.getDecisionId())
                .setBatchId(asked.getBatchId())
                .setBatchSize(asked.getBatchSize())
                .setConversionId(asked.getConversionId())
                .setOfferId(asked.getOfferId())
                .setAction(asked.getAction())
                .setActor(asked.getActor())
                .setDecidedAt(asked.getDecidedAt())
                .setStatus(conversion == null ? null : conversion.getStatus());
    }

    private static DecisionOutcome.Builder because(
            DecisionOutcome.Builder outcome, DecisionResult result, @Nullable Explanation why) {
        outcome.setResult(result);
        if (why != null) {
            outcome.setReason(why.reason().code()).setObserved(why.observed()).setThreshold(why.threshold());
        }
        return outcome;
    }
}
