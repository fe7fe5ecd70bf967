package dev.ricochet.sink.replay;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are meant; an empty list means any.
 *
 * @param from at or after it they came about; or were given up, where what was given up is meant
 * @param to before it
 */
public record ReplayFilter(
        Instant from,
        Instant to,
        List<ConversionStatus> statuses,
        List<String> goals,
        List<String> offers,
        List<String> sources) {

    public ReplayFilter {
        statuses = List.copyOf(statuses);
        goals = List.copyOf(goals);
        offers = List.copyOf(offers);
        sources = List.copyOf(sources);
    }

    /** Everything in a time range. */
    public static ReplayFilter between(Instant from, Instant to) {
        return new ReplayFilter(from, to, List.of(), List.of(), List.of(), List.of());
    }

    /** @param at when it came about, or was given up */
    boolean means(Conversion conversion, Instant at) {
        return !at.isBefore(from)
                && at.isBefore(to)
                && passes(statuses, conversion.getStatus())
                && passes(goals, conversion.getGoal())
                && passes(offers, conversion.getOfferId())
                && passes(sources, conversion.getSource());
    }

    private static <T> boolean passes(List<T> filter, @Nullable T value) {
        return filter.isEmpty() || (value != null && filter.contains(value));
    }
}
