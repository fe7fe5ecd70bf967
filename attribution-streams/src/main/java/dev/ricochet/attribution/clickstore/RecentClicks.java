package dev.ricochet.attribution.clickstore;

import java.util.Arrays;

/**
 * Recognises a click that comes twice within a short time, as happens when a producer or the gateway's spool sends
 * again. Remembers the last click of each of 8,192 slots, so it may miss a repetition but never takes a new click for
 * one; a missed repetition replaces itself in the segment.
 */
final class RecentClicks {

    private static final int SLOTS = 8_192;

    private final long[] high = new long[SLOTS];
    private final long[] low = new long[SLOTS];

    RecentClicks() {
        // No key has it: only 48 bits of low are used.
        Arrays.fill(low, -1);
    }

    /** True if this click was seen lately; remembers it. */
    boolean repeated(ClickKey key) {
        int slot = (int) key.low() & (SLOTS - 1);
        if (high[slot] == key.high() && low[slot] == key.low()) {
            return true;
        }
        high[slot] = key.high();
        low[slot] = key.low();
        return false;
    }
}
