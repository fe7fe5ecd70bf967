package dev.ricochet.sink.replay;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a reading of a topic stands, so that another can go on from there.
 *
 * @param next the offset that comes next, by partition
 */
public record Position(Map<Integer, Long> next) {

    public Position {
        next = Map.copyOf(next);
    }

    /** As people hand it back: {@code partition:offset}, separated by commas. */
    public String text() {
        return new TreeMap<>(next)
                .entrySet().stream()
                        .map(one -> one.getKey() + ":" + one.getValue())
                        .collect(joining(","));
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @throws IllegalArgumentException when it has not
     */
    public static Position parse(String text) {
        Map<Integer, Long> next = new HashMap<>();
        for (String one : text.split(",", -1)) {
            int colon = one.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("a position is partition:offset, and this is none: " + one);
            }
            next.put(Integer.valueOf(one.substring(0, colon)), Long.valueOf(one.substring(colon + 1)));
        }
        return new Position(next);
    }
}
