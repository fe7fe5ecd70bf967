package dev.ricochet.gateway.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is in the order of its ids. The cursor is the last id shown, so that entries that come or go
 * meanwhile neither repeat nor hide others.
 *
 * @param next cursor of the page after this; null where this is the last
 */
record Page<V>(List<V> items, @Nullable String next) {
    static final int USUAL = 100;
    static final int MOST = 500;

    static <V> Page<V> of(Collection<V> all, Function<V, String> id, @Nullable String after, int limit) {
        List<V> items = new ArrayList<>();
        for (V entry : all) {
            if (after != null && id.apply(entry).compareTo(after) <= 0) {
                continue;
            }
            if (items.size() == limit) {
                return new Page<>(items, id.apply(items.get(limit - 1)));
            }
            items.add(entry);
        }
        return new Page<>(items, null);
    }
}
