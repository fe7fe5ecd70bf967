package dev.ricochet.gateway.click;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.reason.Refusal;
import org.jspecify.annotations.Nullable;

/** Where a visitor goes. */
public sealed interface ClickOutcome {

    /**
     * To the landing page, once the click is written.
     *
     * @param click of the offer that takes it, which may be a fallback of the link's
     */
    record Taken(Click click, String landingUrl) implements ClickOutcome {}

    /**
     * Elsewhere, and nothing is written.
     *
     * @param fallbackUrl filled; null for nowhere
     */
    record NotTaken(Refusal reason, @Nullable String fallbackUrl) implements ClickOutcome {}
}
