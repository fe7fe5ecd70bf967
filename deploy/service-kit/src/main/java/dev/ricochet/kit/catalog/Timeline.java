package dev.ricochet.kit.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every version of one entry that is known, in the order in which they were written; at least one. Immutable.
 *
 * <p>At any time the version is in force that was written last among those that had taken effect by then. So what is written
 * later counts from its own time on, whatever earlier writing had planned for later. Before the first version holds the first,
 * unless that was planned for its time: an entry is not unknown because two clocks differ by a moment.
 */
record Timeline<V>(List<Version<V>> versions) {

    /**
     * One version.
     *
     * @param from since when it holds
     * @param planned whether it begins to hold at that time and not before, even where it is the first
     * @param entry null where the entry was deleted
     */
    record Version<V>(
            Instant from, boolean planned, @Nullable V entry) {}

    Timeline {
        versions = List.copyOf(versions);
    }

    static <V> Timeline<V> of(Version<V> first) {
        return new Timeline<>(List.of(first));
    }

    Timeline<V> plus(Version<V> next) {
        List<Version<V>> longer = new ArrayList<>(versions);
        longer.add(next);
        return new Timeline<>(longer);
    }

    /** What is in force at that time; null where there is none, or it is deleted. */
    @Nullable V at(Instant when) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            Version<V> version = versions.get(i);
            if (!version.from().isAfter(when)) {
                return version.entry();
            }
        }
        Version<V> first = versions.get(0);
        return first.planned() ? null : first.entry();
    }

    /** What was written last, in force or not yet. */
    @Nullable V newest() {
        return versions.get(versions.size() - 1).entry();
    }

    /** The next time after this at which another version comes into force. */
    Optional<Instant> nextAfter(Instant when) {
        return versions.stream()
                .map(Version::from)
                .filter(from -> from.isAfter(when))
                .min(Instant::compareTo);
    }
}
