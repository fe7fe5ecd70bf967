package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.auth.ReplayGuard;
import dev.ricochet.gateway.limit.RateLimits;
import dev.ricochet.gateway.request.Clients;
import dev.ricochet.schemas.click.ClickIds;
import java.time.Duration;

/**
 * What stands between strangers and the pipeline, once for all event loops.
 *
 * @param clients who calls
 * @param limits how often
 * @param replays whether a signed request was accepted before
 * @param clickIds whether a click id is one that was given out
 * @param signatureTolerance between the time of a signed request and ours
 */
public record Safeguards(
        Clients clients, RateLimits limits, ReplayGuard replays, ClickIds clickIds, Duration signatureTolerance) {

    public static Safeguards of(CallerSettings settings, ClickIds clickIds) {
        return new Safeguards(
                new Clients(settings.proxies()),
                new RateLimits(settings.rates()),
                new ReplayGuard(settings.signatureTolerance()),
                clickIds,
                settings.signatureTolerance());
    }
}
