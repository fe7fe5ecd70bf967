package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.Conversion;
import java.util.List;

/** Which versions of which conversions an endpoint is told of. */
public final class Wants {

    private Wants() {}

    /** Whether the endpoint's filters let this version through. An empty filter lets everything through; test conversions never pass. */
    public static boolean wants(Endpoint endpoint, Conversion conversion) {
        return !conversion.getTest()
                && Standing.of(endpoint) == Standing.ENABLED
                && passes(endpoint.getStatuses(), conversion.getStatus())
                && passes(endpoint.getGoals(), conversion.getGoal())
                && passes(endpoint.getOffers(), conversion.getOfferId());
    }

    private static <T> boolean passes(List<T> filter, T value) {
        return filter.isEmpty() || filter.contains(value);
    }
}
