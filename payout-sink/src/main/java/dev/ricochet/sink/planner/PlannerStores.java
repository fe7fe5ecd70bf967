package dev.ricochet.sink.planner;

import dev.ricochet.schemas.state.PlannerDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.planner.decision.Planning;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The queues, the two indexes over them and the counts of what is under way, which always change together. */
final class PlannerStores {

    /** By {@code conversion_id|endpoint_id}. */
    static final String QUEUES = "planner-queues";

    /** By {@code wake_at}: what the planner has to look at next. */
    static final String WAKE = "planner-wake";

    /** How many are under way, by the second in which they came: tells the age of the oldest. */
    static final String OPEN = "planner-open-counts";

    /** By {@code endpoint_id|queue}: what waits until its endpoint is no longer paused. */
    static final String PARKED = "planner-parked";

    private final KeyValueStore<String, PlannerQueue> queues;
    private final TimeIndex wake;
    private final OpenDeliveries open;
    private final ParkedQueues parked;

    PlannerStores(ProcessorContext<?, ?> context) {
        this.queues = context.getStateStore(QUEUES);
        this.wake = new TimeIndex(context.getStateStore(WAKE));
        this.open = new OpenDeliveries(context.getStateStore(OPEN));
        this.parked = new ParkedQueues(context.getStateStore(PARKED));
    }

    PlannerQueue load(String conversionId, String endpointId) {
        PlannerQueue queue = queues.get(key(conversionId, endpointId));
        return queue == null ? Planning.empty(conversionId, endpointId) : queue;
    }

    /** The queues that are to be woken by now. */
    List<PlannerQueue> due(Instant now, int limit) {
        return found(wake.until(now, limit));
    }

    /** Endpoints for which something is parked. */
    Set<String> parkedEndpoints() {
        return parked.endpoints();
    }

    /** Queues that are parked for an endpoint, so many at most. */
    List<PlannerQueue> parked(String endpointId, int limit) {
        return found(parked.of(endpointId, limit));
    }

    private List<PlannerQueue> found(List<String> keys) {
        return keys.stream().map(queues::get).filter(Objects::nonNull).toList();
    }

    /** When the first of those that wait is due. */
    Optional<Instant> nextDue() {
        return wake.earliest();
    }

    /** Since when, to the second, the oldest delivery has been under way; those of paused endpoints are left out. */
    Optional<Instant> oldestOpen() {
        return open.earliest();
    }

    /** Writes what has changed: late and repeated results change nothing, and every write is one to the changelog too. */
    void save(PlannerQueue before, @Nullable PlannerQueue after) {
        boolean nothingWas = before.getCurrent() == null
                && before.getWaiting().isEmpty()
                && before.getLater().isEmpty();
        if (before.equals(after) || (nothingWas && after == null)) {
            return;
        }
        String key = key(before.getConversionId(), before.getEndpointId());
        PlannerDelivery ended = before.getCurrent();
        PlannerDelivery begun = after == null ? null : after.getCurrent();
        if (ended != null) {
            if (ended.getParked()) {
                parked.remove(before.getEndpointId(), key);
            } else {
                wake.remove(ended.getWakeAt(), key);
            }
        }
        if (begun != null) {
            if (begun.getParked()) {
                parked.add(before.getEndpointId(), key);
            } else {
                wake.add(begun.getWakeAt(), key);
            }
        }
        count(openSince(ended), openSince(begun));
        // null removes it, as in the indexes: delete would read and decode what was there, to return it.
        queues.put(key, after);
    }

    private void count(@Nullable Instant before, @Nullable Instant after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            open.remove(before);
        }
        if (after != null) {
            open.add(after);
        }
    }

    private static @Nullable Instant openSince(@Nullable PlannerDelivery delivery) {
        return delivery == null || delivery.getParked() ? null : delivery.getCreatedAt();
    }

    private static String key(String conversionId, String endpointId) {
        return conversionId + "|" + endpointId;
    }
}
