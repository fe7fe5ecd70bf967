package dev.ricochet.kit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a key most likely meant. */
final class NearestKey {
    private NearestKey() {}

    /** The known key with the fewest edits, if fewer than a third of it would have to change. */
    static Optional<String> to(String unknown, Collection<String> known) {
        return known.stream()
                .filter(key -> edits(unknown, key) * 3 < key.length())
                .min(Comparator.comparingInt((String key) -> edits(unknown, key))
                        .thenComparing(key -> key));
    }

    /** Levenshtein distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
