package dev.ricochet.attribution.settle.rules;

import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import org.jspecify.annotations.Nullable;

/**
 * By what one postback is judged.
 *
 * @param offer the offer, at the version that stands in the outputs
 * @param goal the one of its goals that the postback means
 * @param affiliate who is credited; null where the catalog does not know the affiliate
 */
public record Rules(Offer offer, Goal goal, @Nullable Affiliate affiliate) {

    public int offerVersion() {
        return offer.getVersion();
    }

    /** Names a rule of the goal, as it stands in outcomes: {@code goal.sale.payout}. */
    public String goalRule(String rule) {
        return "goal." + goal.getId() + "." + rule;
    }
}
