package dev.ricochet.sink.lane;

import dev.ricochet.kit.config.Settings;
import java.time.Duration;

/**
 * What one endpoint may take.
 *
 * @param atOnce requests that one endpoint gets at the same time
 * @param waiting deliveries that wait in memory for their turn at one endpoint
 * @param perSecond requests that one endpoint gets in a second while it is well
 * @param pause how long a lane whose server fails stays closed before it is tried again; doubled each time, up to
 *     {@link #LONGEST_DOUBLING}
 */
public record LaneSettings(int atOnce, int waiting, int perSecond, Duration pause) {

    static final int LONGEST_DOUBLING = 5;

    public static LaneSettings from(Settings settings) {
        return new LaneSettings(
                settings.count("RICOCHET_LANE_AT_ONCE", 16, "Requests that one endpoint gets at the same time."),
                settings.count(
                        "RICOCHET_LANE_WAITING",
                        512,
                        "Deliveries that wait in memory for one endpoint; more are deferred. While its server answers nothing, no more than requests it gets at the same time."),
                settings.count(
                        "RICOCHET_LANE_PER_SECOND",
                        2_000,
                        "Requests a second that one endpoint gets from one dispatcher while it is well; halved when it fails or answers 429, and raised again step by step."),
                settings.duration(
                        "RICOCHET_LANE_PAUSE",
                        "30s",
                        "How long an endpoint that keeps failing is left alone before it is tried again; doubled each time it fails again, up to 16 times as long."));
    }
}
