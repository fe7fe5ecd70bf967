package dev.ricochet.attribution.match;

import org.jspecify.annotations.Nullable;

/** Tells how far the partitions of the clicks topic reach, as the broker says. */
public interface ClicksEnd {

    /**
     * What a partition held at or after a time; null if it has not been asked since. Then the question is put to the
     * broker in the background, and the answer is there soon after.
     */
    @Nullable Measurement since(int partition, long millis);

    /**
     * A partition as it was.
     *
     * @param atMillis the clock before the broker was asked: every click acknowledged until then lies before the end
     * @param beginning offset of the oldest record that is still there
     * @param end offset behind the newest record
     */
    record Measurement(long atMillis, long beginning, long end) {

        /** True if whoever consumed up to this offset has seen every click that was there at the time. */
        boolean isCoveredBy(long consumedUpTo) {
            return consumedUpTo >= end || beginning >= end;
        }
    }
}
