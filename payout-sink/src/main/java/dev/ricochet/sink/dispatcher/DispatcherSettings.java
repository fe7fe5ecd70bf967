package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.http.HttpLimits;
import dev.ricochet.sink.lane.LaneSettings;
import dev.ricochet.sink.planner.PlannerSettings;
import java.time.Duration;

/**
 * How the dispatcher is set.
 *
 * @param addresses where deliveries may go
 * @param http what one request may cost
 * @param lanes what one endpoint may take
 * @param lease how long the planner waits for an attempt's result before it offers the attempt again
 * @param patience how long a batch waits for its attempts before the rest of them is left to the lease
 */
public record DispatcherSettings(
        AddressPolicy addresses, HttpLimits http, LaneSettings lanes, Duration lease, Duration patience) {

    public static DispatcherSettings from(Settings settings) {
        DispatcherSettings read = new DispatcherSettings(
                new AddressPolicy(settings.flag(
                        "RICOCHET_ALLOW_LOOPBACK_ENDPOINTS",
                        false,
                        "Whether endpoints may lie on this machine. For tests and the demo only.")),
                HttpLimits.from(settings),
                LaneSettings.from(settings),
                PlannerSettings.lease(settings),
                settings.duration(
                        "RICOCHET_DISPATCHER_PATIENCE",
                        "100ms",
                        "How long a batch waits for its slowest attempt. Far below the share lock of 30 s."));
        if (read.http().longest().compareTo(read.lease()) >= 0) {
            settings.problem("RICOCHET_HTTP_ANSWER_TIMEOUT and RICOCHET_HTTP_BODY_TIMEOUT together ("
                    + read.http().longest() + ") must be shorter than RICOCHET_DELIVERY_LEASE (" + read.lease() + ")");
        }
        return read;
    }
}
