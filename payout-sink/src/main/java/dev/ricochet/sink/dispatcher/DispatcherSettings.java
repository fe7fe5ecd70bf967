package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.sink.http.Outbound;
import dev.ricochet.sink.lane.LaneSettings;
import dev.ricochet.sink.planner.PlannerSettings;
import org.jspecify.annotations.Nullable;

/**
 * How the dispatcher is set.
 *
 * @param lanes what one endpoint may take
 * @param handling what happens to offers
 * @param instanceId the name that this process keeps over restarts; null: none
 */
public record DispatcherSettings(
        LaneSettings lanes, Handling handling, @Nullable String instanceId) {

    /** @param outbound how requests leave, which bounds how long one can take */
    public static DispatcherSettings from(Settings settings, Outbound outbound) {
        DispatcherSettings read = new DispatcherSettings(
                LaneSettings.from(settings),
                Handling.from(settings, outbound.http().longest()),
                PlannerSettings.instanceId(settings));
        OfferLease lease = read.handling().lease();
        if (lease.longestAttempt().plus(OfferLease.MARGIN).compareTo(lease.lease()) >= 0) {
            settings.problem("RICOCHET_HTTP_ANSWER_TIMEOUT and RICOCHET_HTTP_BODY_TIMEOUT together ("
                    + lease.longestAttempt() + ") and " + OfferLease.MARGIN
                    + " must be shorter than RICOCHET_DELIVERY_LEASE (" + lease.lease() + ")");
        }
        return read;
    }
}
