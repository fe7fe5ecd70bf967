package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleEntry;
import org.jspecify.annotations.Nullable;

/** The one function that decides what an event does to its conversion. */
public final class Ledger {

    private Ledger() {}

    /**
     * Decides, and changes nothing itself. What is to be kept and told of it is {@link Effects}.
     *
     * @param entry the conversion as it stands; null where there is none yet
     */
    public static Decision decide(@Nullable SettleEntry entry, Event event, Terms terms) {
        if (event instanceof Event.Reported reported) {
            return entry != null ? new Change(entry, reported, terms).decide() : opened(reported, terms);
        }
        if (entry == null) {
            return new Decision.Rejected(null, Explanation.of(Reason.CONVERSION_NOT_FOUND));
        }
        return event instanceof Event.Decided decided
                ? new Ruling(entry, decided.decision(), terms).decide()
                : new Maturing(entry, event.at(), terms).decide();
    }

    private static Decision opened(Event.Reported reported, Terms terms) {
        boolean isOurs = reported.matched().getOfferId().equals(reported.claim().getOfferId());
        // The order is claimed by another offer of the advertiser, where it never became a conversion; the caps of this
        // one
        // are not counted here.
        return isOurs
                ? new Opening(reported.claim(), reported.matched(), reported.rules(), terms).decide()
                : new Decision.Rejected(null, Explanation.of(Reason.CONVERSION_NOT_FOUND));
    }
}
