package dev.ricochet.kit.catalog.form;

import dev.ricochet.kit.duration.Durations;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values stand in a catalog file; what says nothing is left out. */
final class Printing {
    private Printing() {}

    static Map<String, Object> named(String id, @Nullable String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        put(map, "name", name);
        return map;
    }

    static void put(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    static void putSome(Map<String, Object> map, String key, List<?> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    static void putSome(Map<String, Object> map, String key, Map<String, String> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    static @Nullable String duration(@Nullable Long millis) {
        return millis == null ? null : Durations.print(millis);
    }

    static @Nullable String decimal(@Nullable BigDecimal value) {
        return value == null ? null : value.stripTrailingZeros().toPlainString();
    }

    static String written(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    static <T, R> List<R> each(Collection<T> values, Function<? super T, R> print) {
        return values.stream().map(print).toList();
    }
}
