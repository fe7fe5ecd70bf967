package dev.ricochet.attribution.clickstore;

/**
 * Where in the clicks partition the clicks of one day lie, so that the day can be read again without the others.
 *
 * @param from no click of the day lies before this offset
 * @param to no click of the day that is on disk lies behind this offset; {@link #OPEN} while it is still written to
 * @param sequence the sequence number that the day's RocksDB has reached; opened with less it has lost clicks
 * @param whole false while the day is being read again
 */
record SegmentRange(long from, long to, long sequence, boolean whole) {

    /** Up to wherever the partition ends. */
    static final long OPEN = Long.MAX_VALUE;

    private static final String WHOLE = "whole";
    private static final String REBUILDING = "rebuilding";

    /** A day of which nothing was read yet. */
    static SegmentRange beginningAt(long offset) {
        return new SegmentRange(offset, OPEN, 0, true);
    }

    static SegmentRange parse(String[] words) {
        if (!words[5].equals(WHOLE) && !words[5].equals(REBUILDING)) {
            throw new NumberFormatException(words[5]);
        }
        return new SegmentRange(
                Long.parseLong(words[2]),
                words[3].equals("-") ? OPEN : Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                words[5].equals(WHOLE));
    }

    SegmentRange writtenUpTo(long offset, long reached) {
        return new SegmentRange(from, offset, reached, whole);
    }

    /** The clicks up to this offset are lost, and have to be read again. */
    SegmentRange lostUpTo(long offset) {
        return new SegmentRange(from, offset, 0, false);
    }

    SegmentRange rebuilt(long reached) {
        return new SegmentRange(from, OPEN, reached, true);
    }

    String text() {
        return from + " " + (to == OPEN ? "-" : to) + " " + sequence + " " + (whole ? WHOLE : REBUILDING);
    }
}
