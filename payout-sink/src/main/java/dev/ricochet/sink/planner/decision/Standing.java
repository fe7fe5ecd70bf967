package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.EndpointStatus;
import dev.ricochet.schemas.event.EndpointState;
import org.jspecify.annotations.Nullable;

/** Whether an endpoint may be called now, as the catalog and its life so far say. */
public enum Standing {
    ENABLED,
    PAUSED,
    DISABLED,
    REMOVED;

    /**
     * The stricter of the two.
     *
     * @param endpoint what the catalog holds under the endpoint's id
     * @param state what its attempts, or a person, have made of it
     */
    public static Standing of(@Nullable Endpoint endpoint, EndpointState state) {
        if (endpoint == null) {
            return REMOVED;
        }
        EndpointStatus status = endpoint.getStatus();
        if (state == EndpointState.DISABLED || status == EndpointStatus.DISABLED || status == EndpointStatus.UNKNOWN) {
            return DISABLED;
        }
        return state == EndpointState.PAUSED || status == EndpointStatus.PAUSED ? PAUSED : ENABLED;
    }
}
