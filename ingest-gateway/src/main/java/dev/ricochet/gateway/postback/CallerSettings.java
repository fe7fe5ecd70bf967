package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.limit.RateSettings;
import dev.ricochet.gateway.request.TrustedProxies;
import dev.ricochet.kit.config.Settings;
import java.time.Duration;

/**
 * Whom to believe, and how much to take of whom.
 *
 * @param signatureTolerance between the time of a signed request and ours, in both directions
 */
public record CallerSettings(TrustedProxies proxies, RateSettings rates, Duration signatureTolerance) {

    public static CallerSettings from(Settings settings) {
        return new CallerSettings(
                TrustedProxies.from(settings),
                RateSettings.from(settings),
                settings.duration(
                        "RICOCHET_GATEWAY_SIGNATURE_TOLERANCE",
                        "5m",
                        "How far the timestamp of a signed request may be from this gateway's clock. An accepted"
                                + " signature is remembered for twice as long."));
    }
}
