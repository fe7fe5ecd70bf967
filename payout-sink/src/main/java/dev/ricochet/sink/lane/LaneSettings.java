package dev.ricochet.sink.lane;

import dev.ricochet.kit.config.Settings;
import java.time.Duration;

/**
 * What one endpoint may take.
 *
 * @param atOnce requests that one endpoint gets at the same time
 * @param waiting deliveries that wait in memory for their turn at one endpoint
 * @param pause how long a lane whose server fails stays closed before it is tried again
 */
public record LaneSettings(int atOnce, int waiting, Duration pause) {

    public static LaneSettings from(Settings settings) {
        return new LaneSettings(
                settings.count("RICOCHET_LANE_AT_ONCE", 16, "Requests that one endpoint gets at the same time."),
                settings.count(
                        "RICOCHET_LANE_WAITING",
                        512,
                        "Deliveries that wait in memory for one endpoint; more are deferred."),
                settings.duration(
                        "RICOCHET_LANE_PAUSE",
                        "30s",
                        "How long an endpoint that keeps failing is left alone before it is tried again."));
    }
}
