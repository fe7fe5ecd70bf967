package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.state.SettleCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a conversion does to the caps.
 *
 * @param counts the counters that change, as they are from now on
 * @param events what is to be told of them
 */
public record CapMoves(Map<String, SettleCount> counts, List<CapEvent> events) {

    public static final CapMoves NONE = new CapMoves(Map.of(), List.of());

    /** In which counters a conversion is, and with what. */
    public record Standing(List<String> counters, Tally worth) {

        public static final Standing NOWHERE = new Standing(List.of(), Tally.ZERO);
    }

    /**
     * A version of a conversion, as far as caps go.
     *
     * @param entered the counters that it enters
     * @param turnedAway the limits that stood in its way
     */
    public record Version(
            Standing before,
            Standing after,
            List<Counter> entered,
            Set<String> turnedAway,
            Instant at,
            String conversionId) {

        boolean turnsAway(Counter counter, Limit limit) {
            return !turnedAway.isEmpty() && turnedAway.contains(CapCheck.notice(counter, limit));
        }
    }

    /** @param subject null where the offer is gone from the catalog: then there is nothing to tell */
    public static CapMoves of(Version version, @Nullable CapSubject subject, CapCounts counts) {
        Map<String, SettleCount> changed = new HashMap<>();
        if (!version.before().equals(version.after())) {
            move(version, counts, changed);
        }
        if (subject == null || (changed.isEmpty() && version.turnedAway().isEmpty())) {
            return new CapMoves(changed, List.of());
        }
        List<CapEvent> events = new ArrayList<>();
        new CapNotices(subject, version).tell(counts, changed, events);
        return new CapMoves(changed, events);
    }

    private static void move(Version version, CapCounts counts, Map<String, SettleCount> changed) {
        Map<String, Counter> entered = new HashMap<>();
        version.entered().forEach(counter -> entered.put(counter.id(), counter));
        for (String left : version.before().counters()) {
            SettleCount count = counts.of(left);
            // A counter that is gone was swept long after its period; nothing can be taken from it any more.
            if (count != null) {
                put(changed, left, count, Tally.of(count).minus(version.before().worth()));
            }
        }
        for (String in : version.after().counters()) {
            SettleCount count = changed.containsKey(in) ? changed.get(in) : counts.of(in);
            Counter counter = entered.get(in);
            if (count != null || counter != null) {
                put(
                        changed,
                        in,
                        count != null ? count : empty(counter),
                        Tally.of(count).plus(version.after().worth()));
            }
        }
    }

    static SettleCount empty(@Nullable Counter counter) {
        return SettleCount.newBuilder()
                .setCount(0)
                .setExpiresAt(counter == null ? null : counter.period().end())
                .build();
    }

    private static void put(Map<String, SettleCount> changed, String id, SettleCount before, Tally now) {
        changed.put(
                id,
                new SettleCount(
                        now.conversions(), before.getExpiresAt(), now.payout(), now.revenue(), before.getAnnounced()));
    }
}
