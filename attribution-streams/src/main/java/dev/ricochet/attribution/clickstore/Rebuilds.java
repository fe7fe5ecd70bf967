package dev.ricochet.attribution.clickstore;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The days of one store that are being read again. */
final class Rebuilds {

    private final ClickHistory history;
    private final AtomicLong gauge;
    private final NavigableMap<Long, DayRebuild> running = new TreeMap<>();

    /** @param gauge counts them over all stores */
    Rebuilds(ClickHistory history, AtomicLong gauge) {
        this.history = history;
        this.gauge = gauge;
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    void start(Segment segment, SegmentRange range) {
        DayRebuild before = running.put(segment.day(), DayRebuild.start(segment, range, history));
        if (before == null) {
            gauge.incrementAndGet();
        } else {
            before.cancel();
        }
    }

    /** Lists those that are done in the segments; returns their days. */
    List<Long> settle(Segments segments) {
        List<Long> done = new ArrayList<>();
        running.forEach((day, rebuild) -> {
            if (rebuild.isDone()) {
                segments.rebuilt(day, rebuild.sequence());
                done.add(day);
            }
        });
        done.forEach(this::remove);
        return done;
    }

    /** Gives up the days before one: they are no longer kept. */
    void cancelBefore(long day) {
        running.headMap(day).values().forEach(DayRebuild::cancel);
        List.copyOf(running.headMap(day).keySet()).forEach(this::remove);
    }

    void cancelAll() {
        cancelBefore(Long.MAX_VALUE);
    }

    private void remove(long day) {
        running.remove(day);
        gauge.decrementAndGet();
    }
}
