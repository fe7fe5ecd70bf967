package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.schemas.event.Postback;
import org.jspecify.annotations.Nullable;

/** What was decided on a postback. */
public sealed interface Intake {

    /** To be written, then acknowledged. */
    record Accepted(Postback postback) implements Intake {}

    /**
     * To be refused.
     *
     * @param secret the advertiser's token, which must not be kept with the refusal; null where there is none
     */
    record Declined(Refused refused, @Nullable String secret) implements Intake {}
}
