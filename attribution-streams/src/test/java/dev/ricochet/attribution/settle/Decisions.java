package dev.ricochet.attribution.settle;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.ManualDecision;
import java.time.Instant;

/** Decisions that people make in tests, each named after what it says unless it is named. */
public final class Decisions {

    private Decisions() {}

    public static ManualDecision.Builder decision(DecisionAction action, Conversion about, Instant at) {
        return ManualDecision.newBuilder()
                .setDecisionId(action + " " + about.getConversionId() + " " + at)
                .setBatchId("batch")
                .setBatchSize(1)
                .setConversionId(about.getConversionId())
                .setOfferId(about.getOfferId())
                .setAction(action)
                .setActor("erin")
                .setReason("looked at it")
                .setDecidedAt(at);
    }
}
