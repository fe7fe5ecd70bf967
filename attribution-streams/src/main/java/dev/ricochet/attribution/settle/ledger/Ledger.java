package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCounts;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleClaim;
import dev.ricochet.schemas.state.SettleEntry;
import org.jspecify.annotations.Nullable;

/** The one function that decides what a postback does to its conversion. */
public final class Ledger {

    private Ledger() {}

    /**
     * Decides, and changes nothing itself.
     *
     * @param entry the conversion as it stands; null where there is none yet
     * @param claim which conversion the postback speaks of
     * @param matched the postback and what it is credited to
     * @param rules those of the offer whose ledger this is
     * @param counts the caps' counters as they stand
     */
    public static Decision decide(
            @Nullable SettleEntry entry, SettleClaim claim, MatchedPostback matched, Rules rules, CapCounts counts) {
        if (entry != null) {
            return new Change(entry, matched.getPostback(), rules, counts).decide();
        }
        if (!matched.getOfferId().equals(claim.getOfferId())) {
            // The order is claimed by another offer of the advertiser, where it never became a conversion; the caps of
            // this
            // one are not counted here.
            return new Decision.Rejected(null, Explanation.of(Reason.CONVERSION_NOT_FOUND));
        }
        return new Opening(claim, matched, rules, counts).decide();
    }
}
