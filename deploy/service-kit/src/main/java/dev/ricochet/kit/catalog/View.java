package dev.ricochet.kit.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entries of one kind as one catalog shows them, in the order of their ids. */
sealed interface View<V> {

    @Nullable V get(String id);

    Collection<V> all();

    /** What is in force at that time, picked when asked for: a view for one decision costs nothing that it does not look at. */
    static <V> View<V> at(Map<String, Timeline<V>> timelines, Instant when) {
        return new Picked<>(timelines, timeline -> timeline.at(when));
    }

    /** What was written last. */
    static <V> View<V> newest(Map<String, Timeline<V>> timelines) {
        return new Picked<>(timelines, Timeline::newest);
    }

    /** The same entries in a map of their own, for the look-ups of hot paths. */
    static <V> View<V> copy(Map<String, Timeline<V>> timelines, Instant when) {
        Map<String, V> entries = new LinkedHashMap<>();
        timelines.forEach((id, timeline) -> {
            V entry = timeline.at(when);
            if (entry != null) {
                entries.put(id, entry);
            }
        });
        return new Copied<>(Collections.unmodifiableMap(entries));
    }

    /** Out of timelines. */
    record Picked<V>(Map<String, Timeline<V>> timelines, Function<Timeline<V>, @Nullable V> pick) implements View<V> {
        @Override
        public @Nullable V get(String id) {
            Timeline<V> timeline = timelines.get(id);
            return timeline == null ? null : pick.apply(timeline);
        }

        @Override
        public Collection<V> all() {
            return timelines.values().stream()
                    .map(pick)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** Out of a map. */
    record Copied<V>(Map<String, V> entries) implements View<V> {
        @Override
        public @Nullable V get(String id) {
            return entries.get(id);
        }

        @Override
        public Collection<V> all() {
            return entries.values();
        }
    }
}
