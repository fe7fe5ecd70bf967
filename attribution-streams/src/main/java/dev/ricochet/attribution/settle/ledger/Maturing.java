package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.lifecycle.Lifecycle;
import dev.ricochet.attribution.settle.lifecycle.Move;
import dev.ricochet.attribution.settle.lifecycle.Prompt;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleEntry;
import java.time.Duration;
import java.time.Instant;

/** A conversion's time of approval has come. */
record Maturing(SettleEntry entry, Instant at, Terms terms) {

    /** How long a conversion waits until it looks again whether the cap before it has room. */
    private static final Duration AGAIN_AFTER = Duration.ofDays(1);

    Decision decide() {
        Conversion conversion = entry.getConversion();
        Instant due = conversion.getApprovesAt();
        boolean isDue = due != null && !due.isAfter(at);
        if (!isDue || !(Lifecycle.move(conversion.getStatus(), Prompt.COMES_DUE) instanceof Move.To)) {
            return new Decision.Unchanged(conversion, Explanation.of(Reason.NOTHING_TO_CHANGE));
        }
        Decision decision = new Admission(entry, new Cause.Timer(at), terms).decide();
        Instant again = at.plus(AGAIN_AFTER);
        return decision instanceof Decision.Rejected && again.isBefore(entry.getExpiresAt())
                ? new Decision.Postponed(conversion, again)
                : decision;
    }
}
