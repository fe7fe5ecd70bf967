package dev.ricochet.attribution.stats.query;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions several workers' shares are made of. Each worker reads what it has at its own moment; only where the shares
 * have every partition once do they make a whole.
 *
 * @param partitions how many there are
 * @param answered those of all shares, one that two of them have twice
 */
record Coverage(int partitions, List<Integer> answered) {

    Coverage {
        answered = List.copyOf(answered);
    }

    Coverage(int partitions) {
        this(partitions, List.of());
    }

    Coverage plus(Set<Integer> share) {
        List<Integer> more = new ArrayList<>(answered);
        more.addAll(share);
        return new Coverage(partitions, more);
    }

    boolean isWhole() {
        return answered.size() == partitions && new HashSet<>(answered).size() == partitions;
    }

    /** A share's partitions as they stand in a header. */
    static String text(Set<Integer> share) {
        return new TreeSet<>(share).stream().map(String::valueOf).collect(joining(","));
    }

    /** The reverse of {@link #text}; who says nothing, as an older worker does, has none. */
    static Set<Integer> read(@Nullable String text) {
        Set<Integer> share = new HashSet<>();
        if (text != null && !text.isBlank()) {
            for (String partition : text.split(",", -1)) {
                share.add(Integer.parseInt(partition.strip()));
            }
        }
        return share;
    }
}
