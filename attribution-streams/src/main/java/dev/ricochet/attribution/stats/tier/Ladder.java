package dev.ricochet.attribution.stats.tier;

import dev.ricochet.schemas.catalog.Tier;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The network's tiers, the best first. An affiliate stands on the best whose demands it meets within that tier's own
 * window; equal ranks are in the order of their ids.
 */
public record Ladder(List<Tier> tiers) {

    public Ladder {
        tiers = List.copyOf(tiers);
    }

    /**
     * What came of judging.
     *
     * @param tier null for none
     * @param brought what counted for it: within that tier's window, or within the lowest tier's where it is none
     */
    public record Place(@Nullable String tier, Brought brought, Duration window) {}

    public static Ladder of(Collection<Tier> tiers) {
        return new Ladder(tiers.stream()
                .sorted(Comparator.comparingInt(Tier::getRank).reversed().thenComparing(Tier::getId))
                .toList());
    }

    public boolean isEmpty() {
        return tiers.isEmpty();
    }

    /** @param within what the affiliate brought within this window */
    public Place place(Function<Duration, Brought> within) {
        Brought brought = Brought.NOTHING;
        Duration window = Duration.ZERO;
        for (Tier tier : tiers) {
            window = Duration.ofMillis(tier.getWindowMs());
            brought = within.apply(window);
            if (brought.approved() >= tier.getMinApproved() && brought.meets(tier.getMinApprovalRate())) {
                return new Place(tier.getId(), brought, window);
            }
        }
        return new Place(null, brought, window);
    }
}
