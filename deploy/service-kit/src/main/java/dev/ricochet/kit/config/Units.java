package dev.ricochet.kit.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers with units. Throws {@link IllegalArgumentException} for what is none, or is too big for a long. */
final class Units {
    static final String DURATION_FORM = "duration, such as 500ms, 30s, 10m, 12h or 7d";
    static final String BYTES_FORM = "size, such as 512B, 16KiB, 64MiB or 2GiB";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]+)");
    private static final Map<String, Duration> DURATIONS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    private Units() {}

    static Duration duration(String text) {
        return Duration.ofMillis(times(text, name -> {
            Duration unit = DURATIONS.get(name);
            return unit == null ? 0 : unit.toMillis();
        }));
    }

    static long bytes(String text) {
        return times(text, name -> SIZES.getOrDefault(name, 0L));
    }

    private static long times(String text, java.util.function.ToLongFunction<String> unitOf) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a number with a unit");
        }
        long unit = unitOf.applyAsLong(matcher.group(2));
        if (unit == 0) {
            throw new IllegalArgumentException("unknown unit " + matcher.group(2));
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException tooBig) {
            throw new IllegalArgumentException("too big", tooBig);
        }
    }
}
