package dev.ricochet.gateway.click;

import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.reason.Refusal;
import org.jspecify.annotations.Nullable;

/** Whether a click counts. */
sealed interface ClickDecision {

    /**
     * Counts, for this affiliate.
     *
     * @param offer the link's own, or the first of its fallback offers that takes the click
     * @param diverted why the link's own offer does not; null where it does
     */
    record Welcome(
            Offer offer, String affiliateId, @Nullable Refusal diverted) implements ClickDecision {}

    /**
     * Does not count, with any offer.
     *
     * @param reason why the link's own offer does not take it
     * @param fallbackUrl template of where the visitor may go instead; null for nowhere
     */
    record TurnedAway(Refusal reason, @Nullable String fallbackUrl) implements ClickDecision {}
}
