package dev.ricochet.attribution.clickstore;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a store has on disk, as of one moment.
 *
 * @param offsets for each changelog partition the last offset whose click, and all before it, is on disk
 * @param days the segments, by day
 */
record Manifest(Map<String, Long> offsets, SortedMap<Long, SegmentRange> days) {

    /** A store without anything. */
    static final Manifest EMPTY = new Manifest(Map.of(), new TreeMap<>());

    private static final String HEADER = "ricochet-click-store ";
    private static final String LAST_LINE = "end";

    /** The layout that this version writes and reads. */
    static final int VERSION = 2;

    /** The layout's version in the first line of a manifest, or null if there is none. */
    static @Nullable Integer versionOf(String text) {
        if (!text.startsWith(HEADER)) {
            return null;
        }
        try {
            return Integer.valueOf(text.lines().findFirst().orElse("").substring(HEADER.length()));
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }

    /** Undoes {@link #text}; null if the text is not whole. */
    static @Nullable Manifest parse(String text) {
        Map<String, Long> offsets = new TreeMap<>();
        SortedMap<Long, SegmentRange> days = new TreeMap<>();
        boolean ended = false;
        try {
            for (String line : text.lines().skip(1).toList()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "offset" -> offsets.put(words[1], Long.valueOf(words[2]));
                    case "day" -> days.put(Long.valueOf(words[1]), SegmentRange.parse(words));
                    case LAST_LINE -> ended = true;
                    default -> {
                        return null;
                    }
                }
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
            return null;
        }
        return ended ? new Manifest(offsets, days) : null;
    }

    /** The file's text; {@code package-info} shows it. */
    String text() {
        StringBuilder text = new StringBuilder(HEADER).append(VERSION).append('\n');
        offsets.forEach((partition, offset) -> text.append("offset ")
                .append(partition)
                .append(' ')
                .append(offset)
                .append('\n'));
        days.forEach((day, range) ->
                text.append("day ").append(day).append(' ').append(range.text()).append('\n'));
        return text.append(LAST_LINE).append('\n').toString();
    }
}
