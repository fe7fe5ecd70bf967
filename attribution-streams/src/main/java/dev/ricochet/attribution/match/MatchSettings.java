package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickStoreSettings;
import dev.ricochet.kit.config.Settings;
import java.time.Duration;

/**
 * How match behaves.
 *
 * @param clicks the click store
 * @param defaultHold how long a postback waits for its click where no offer says it
 * @param commitInterval how often progress is committed; what came since is done again after an unclean stop
 * @param threads how many partitions are worked on at a time
 */
public record MatchSettings(ClickStoreSettings clicks, Duration defaultHold, Duration commitInterval, int threads) {

    public static MatchSettings from(Settings settings) {
        return new MatchSettings(
                ClickStoreSettings.from(settings),
                settings.duration(
                        "RICOCHET_EARLY_HOLD",
                        "10m",
                        "How long a postback waits for its click where the advertiser has no offer that says it."),
                settings.duration(
                        "RICOCHET_MATCH_COMMIT_INTERVAL",
                        "1s",
                        "How often match commits; what came since is matched again after an unclean stop."),
                settings.count("RICOCHET_MATCH_THREADS", 2, "Partitions that match works on at a time."));
    }
}
