package dev.ricochet.local.reconcile;

import static java.util.stream.Collectors.groupingBy;

import dev.ricochet.kit.catalog.EndpointFilter;
import dev.ricochet.kit.catalog.Share;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.GiveUpReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conversion changes against the endpoints that want to hear of them: {@code changes × endpoints = delivered + waiting +
 * exhausted + disabled + filtered}. Holds about 300 bytes a change and endpoint.
 *
 * <p>A change from before its endpoint's present version cannot be judged by the catalog of today; what became of it counts,
 * and nothing is missed.
 */
final class ToldBook {

    /** For the planner's way from the topic to its first record of a delivery, and for clocks that differ. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final Map<String, List<Endpoint>> endpoints;
    private final Set<String> paused;
    private final Map<Change, Integer> ends = new HashMap<>();
    private final Map<Telling, List<Conversion>> conversions = new HashMap<>();

    private static final int DUE = 1;
    private static final int DELIVERED = 2;
    private static final int DISABLED = 4;
    private static final int EXHAUSTED = 8;

    private record Change(String conversionId, int version, String endpointId) {}

    /** A conversion and one of those who have a share in it. */
    private record Telling(String conversionId, String affiliateId) {}

    /** @param paused endpoints for which everything waits */
    ToldBook(Collection<Endpoint> endpoints, Set<String> paused) {
        this.endpoints = endpoints.stream().collect(groupingBy(Endpoint::getAffiliateId));
        this.paused = Set.copyOf(paused);
    }

    void change(Conversion conversion) {
        if (!conversion.getTest()) {
            for (Conversion told : Share.of(conversion)) {
                Telling telling = new Telling(told.getConversionId(), told.getAffiliateId());
                conversions.computeIfAbsent(telling, none -> new ArrayList<>(1)).add(told);
            }
        }
    }

    void due(DueDelivery due) {
        mark(due.getConversion(), due.getEndpointId(), DUE);
    }

    void attempt(DeliveryAttempt attempt) {
        if (attempt.getResult() == AttemptResult.DELIVERED) {
            mark(
                    new Change(attempt.getConversionId(), attempt.getConversionVersion(), attempt.getEndpointId()),
                    DELIVERED);
        }
    }

    void deadLetter(DeliveryDeadLetter letter) {
        boolean disabled = letter.getReason() == GiveUpReason.ENDPOINT_DISABLED
                || letter.getReason() == GiveUpReason.ENDPOINT_REMOVED;
        mark(letter.getConversion(), letter.getEndpointId(), disabled ? DISABLED : EXHAUSTED);
    }

    ReconciliationReport.Told close(Horizon horizon, Faults faults) {
        Count count = new Count();
        conversions.forEach((telling, changes) -> {
            changes.sort(Comparator.comparingInt(Conversion::getVersion));
            for (Endpoint endpoint : endpoints.getOrDefault(telling.affiliateId, List.of())) {
                boolean earlierWaits = false;
                for (Conversion change : changes) {
                    earlierWaits = judge(change, endpoint, earlierWaits, horizon, faults, count);
                }
            }
        });
        return count.told();
    }

    /** Whether it waits, and everything after it with it. */
    private boolean judge(
            Conversion change, Endpoint endpoint, boolean earlierWaits, Horizon horizon, Faults faults, Count count) {
        int end = ends.getOrDefault(new Change(change.getConversionId(), change.getVersion(), endpoint.getId()), 0);
        if ((end & DELIVERED) != 0) {
            count.delivered++;
        } else if ((end & EXHAUSTED) != 0) {
            count.exhausted++;
        } else if ((end & DISABLED) != 0) {
            count.disabled++;
        } else if (end != 0) {
            count.waiting++;
            return true;
        } else if (change.getChangedAt().isBefore(endpoint.getEffectiveFrom().plus(SLACK))) {
            return earlierWaits;
        } else if (!EndpointFilter.wants(endpoint, change)) {
            count.filtered++;
        } else if (earlierWaits || mayStillBegin(change, endpoint, horizon)) {
            count.waiting++;
            return true;
        } else {
            faults.add(
                    FaultKind.UNTOLD_CHANGE,
                    change.getConversionId(),
                    "version " + change.getVersion() + " for endpoint " + endpoint.getId());
        }
        return earlierWaits;
    }

    private boolean mayStillBegin(Conversion change, Endpoint endpoint, Horizon horizon) {
        Instant begins = change.getChangedAt().plusMillis(endpoint.getDelayMs()).plus(SLACK);
        return paused.contains(endpoint.getId()) || horizon.mayBeInFlight(begins);
    }

    private void mark(Conversion conversion, String endpointId, int end) {
        mark(new Change(conversion.getConversionId(), conversion.getVersion(), endpointId), end);
    }

    private void mark(Change change, int end) {
        ends.merge(change, end, (one, other) -> one | other);
    }

    private static final class Count {
        private long delivered;
        private long waiting;
        private long exhausted;
        private long disabled;
        private long filtered;

        ReconciliationReport.Told told() {
            return new ReconciliationReport.Told(delivered, waiting, exhausted, disabled, filtered);
        }
    }
}
