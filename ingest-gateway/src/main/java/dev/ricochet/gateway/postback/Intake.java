package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Report;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.refusal.Secrets;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.event.Postback;
import org.jspecify.annotations.Nullable;

/** What was decided on a postback. */
public sealed interface Intake {

    /**
     * To be written, then acknowledged.
     *
     * @param signature of a signed request, to be taken once only; null for others
     */
    record Accepted(
            Postback postback,
            Advertiser advertiser,
            @Nullable String signature) implements Intake {}

    /**
     * To be refused.
     *
     * @param secrets the advertiser's, which must not be kept with the refusal
     */
    record Declined(Refused refused, Secrets secrets) implements Intake {}

    /** Half of the way: the caller may speak for the advertiser; what it says was sorted and not yet looked at. */
    record Admitted(
            Advertiser advertiser,
            Dialect dialect,
            Report report,
            Caller caller,
            @Nullable String signature) implements Intake {}
}
