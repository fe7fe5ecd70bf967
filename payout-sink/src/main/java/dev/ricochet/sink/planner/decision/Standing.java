package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.EndpointStatus;
import org.jspecify.annotations.Nullable;

/** Whether an endpoint may be called now, as the catalog says. */
public enum Standing {
    ENABLED,
    DISABLED,
    REMOVED;

    /** The standing of what the catalog holds under an endpoint's id. */
    public static Standing of(@Nullable Endpoint endpoint) {
        if (endpoint == null) {
            return REMOVED;
        }
        return endpoint.getStatus() == EndpointStatus.ENABLED ? ENABLED : DISABLED;
    }
}
