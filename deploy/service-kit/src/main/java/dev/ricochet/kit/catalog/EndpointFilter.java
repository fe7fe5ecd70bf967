package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.EndpointStatus;
import dev.ricochet.schemas.event.Conversion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which versions of which conversions an endpoint is told of. Said once: the sink plans by it, reconcile checks by it. */
public final class EndpointFilter {

    private EndpointFilter() {}

    /**
     * Whether the endpoint's filters let this version through. An empty filter lets everything through; test conversions
     * never pass, and nothing passes where the catalog has the endpoint disabled.
     */
    public static boolean wants(Endpoint endpoint, Conversion conversion) {
        return !conversion.getTest()
                && endpoint.getStatus() != EndpointStatus.DISABLED
                && passes(endpoint.getStatuses(), conversion.getStatus())
                && passes(endpoint.getGoals(), conversion.getGoal())
                && passes(endpoint.getOffers(), conversion.getOfferId())
                && passes(endpoint.getSources(), conversion.getSource());
    }

    private static <T> boolean passes(List<T> filter, @Nullable T value) {
        return filter.isEmpty() || (value != null && filter.contains(value));
    }
}
