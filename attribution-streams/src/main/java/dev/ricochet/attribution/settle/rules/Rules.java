package dev.ricochet.attribution.settle.rules;

import dev.ricochet.kit.catalog.Catalog;
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
 * @param catalog what was in force when the postback was received: lists, exchange rates, tiers
 */
public record Rules(Offer offer, Goal goal, @Nullable Affiliate affiliate, Catalog catalog) {

    /** The same, for an affiliate who is found later. */
    public Rules creditedTo(String affiliateId) {
        return new Rules(offer, goal, catalog.affiliate(affiliateId), catalog);
    }

    public int offerVersion() {
        return offer.getVersion();
    }

    /** Names a rule of the goal, as it stands in outcomes: {@code goal.sale.payout}. */
    public String goalRule(String rule) {
        return "goal." + goal.getId() + "." + rule;
    }
}
