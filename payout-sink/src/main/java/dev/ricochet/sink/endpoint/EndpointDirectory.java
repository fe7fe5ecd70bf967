package dev.ricochet.sink.endpoint;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.sink.planner.decision.Standing;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks endpoints up, anew at each call. */
public final class EndpointDirectory {

    private final Supplier<Catalog> catalog;
    private final Function<String, @Nullable EndpointEvent> states;

    /** @param states the newest event of an endpoint; null where it has none */
    public EndpointDirectory(Supplier<Catalog> catalog, Function<String, @Nullable EndpointEvent> states) {
        this.catalog = catalog;
        this.states = states;
    }

    /** As long as every endpoint is active. */
    public static EndpointDirectory ofCatalog(Supplier<Catalog> catalog) {
        return new EndpointDirectory(catalog, id -> null);
    }

    public Collection<Endpoint> all() {
        return catalog.get().endpoints();
    }

    public List<Endpoint> ofAffiliate(String affiliateId) {
        return catalog.get().endpointsOf(affiliateId);
    }

    public @Nullable Endpoint find(String id) {
        return catalog.get().endpoint(id);
    }

    /** The last change of its state; null where there was none. */
    public @Nullable EndpointEvent lastEvent(String id) {
        return states.apply(id);
    }

    public EndpointState state(String id) {
        EndpointEvent last = states.apply(id);
        return last == null ? EndpointState.ACTIVE : last.getState();
    }

    public Standing standing(String id) {
        return Standing.of(find(id), state(id));
    }
}
