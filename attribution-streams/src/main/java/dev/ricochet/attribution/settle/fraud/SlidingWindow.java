package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.state.SettleWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts over the last so many milliseconds, in sixtieths of that time: bounded memory whatever comes, and a count that is
 * by up to a sixtieth of the window too long, never too short.
 */
final class SlidingWindow {

    private static final int SLICES = 60;

    private SlidingWindow() {}

    /** One more at that time. One that is older than all that is kept counts nothing. */
    static SettleWindow plus(@Nullable SettleWindow known, long windowMs, Instant at) {
        long sliceMs = sliceMs(windowMs);
        long slice = Math.floorDiv(at.toEpochMilli(), sliceMs);
        long newest = known == null ? slice : Math.max(known.getNewest(), slice);
        List<Long> counts = new ArrayList<>();
        for (int back = 0; back <= SLICES; back++) {
            counts.add(count(known, newest - back) + (newest - back == slice ? 1 : 0));
        }
        while (counts.get(counts.size() - 1) == 0 && counts.size() > 1) {
            counts.remove(counts.size() - 1);
        }
        return SettleWindow.newBuilder()
                .setNewest(newest)
                .setCounts(counts)
                .setExpiresAt(Instant.ofEpochMilli((newest + SLICES + 1) * sliceMs))
                .build();
    }

    /** How many there are in the window that ends at that time. */
    static long sum(SettleWindow window, long windowMs, Instant at) {
        long slice = Math.floorDiv(at.toEpochMilli(), sliceMs(windowMs));
        long sum = 0;
        for (int back = 0; back <= SLICES; back++) {
            sum += count(window, slice - back);
        }
        return sum;
    }

    private static long count(@Nullable SettleWindow window, long slice) {
        if (window == null) {
            return 0;
        }
        long index = window.getNewest() - slice;
        return index >= 0 && index < window.getCounts().size()
                ? window.getCounts().get((int) index)
                : 0;
    }

    private static long sliceMs(long windowMs) {
        return Math.max(1, (windowMs + SLICES - 1) / SLICES);
    }
}
