package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.state.SettleClaim;
import java.time.Instant;

/** What happens to a conversion. */
public sealed interface Event {

    /** When it happened, by its own time; by nobody's clock who handles it. */
    Instant at();

    /**
     * A postback speaks of it.
     *
     * @param claim which conversion it speaks of
     * @param rules those of the offer whose ledger this is
     */
    record Reported(SettleClaim claim, MatchedPostback matched, Rules rules) implements Event {

        @Override
        public Instant at() {
            return matched.getPostback().getReceivedAt();
        }
    }

    /** A person decides. */
    record Decided(ManualDecision decision) implements Event {

        @Override
        public Instant at() {
            return decision.getDecidedAt();
        }
    }

    /** A time has come that was set for it. */
    record Due(Instant at) implements Event {}
}
