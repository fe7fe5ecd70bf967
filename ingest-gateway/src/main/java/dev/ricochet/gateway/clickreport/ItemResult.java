package dev.ricochet.gateway.clickreport;

import dev.ricochet.gateway.refusal.Refused;
import org.jspecify.annotations.Nullable;

/** What became of one item. */
sealed interface ItemResult {

    /** Durable. The offer may be a fallback of the one reported. */
    record Accepted(String clickId, String offerId, String landingUrl, boolean inKafka) implements ItemResult {}

    /**
     * Not taken.
     *
     * @param fallbackUrl where the offer wants visitors to go instead; null for nowhere
     */
    record Declined(
            String requestId, Refused refused, @Nullable String fallbackUrl) implements ItemResult {}
}
