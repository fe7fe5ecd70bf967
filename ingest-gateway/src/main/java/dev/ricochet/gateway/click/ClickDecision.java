package dev.ricochet.gateway.click;

import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.reason.Refusal;
import org.jspecify.annotations.Nullable;

/** Whether a click counts. */
sealed interface ClickDecision {

    /** Counts, for this affiliate. */
    record Welcome(Offer offer, String affiliateId) implements ClickDecision {}

    /**
     * Does not count.
     *
     * @param fallbackUrl template of where the visitor may go instead; null for nowhere
     */
    record TurnedAway(Refusal reason, @Nullable String fallbackUrl) implements ClickDecision {}
}
