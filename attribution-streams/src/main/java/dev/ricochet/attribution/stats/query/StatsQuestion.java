package dev.ricochet.attribution.stats.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.attribution.stats.hourly.HourKey;
import java.net.URLEncoder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the hourly stats.
 *
 * @param affiliate null for all
 * @param offer null for all
 * @param from the first hour, in Unix milliseconds
 * @param to the first hour that is no longer meant
 */
record StatsQuestion(@Nullable String affiliate, @Nullable String offer, long from, long to, By by) {

    /** Of the query. */
    static final Set<String> PARAMETERS = Set.of("affiliate", "offer", "from", "to", "by");

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** How long the rows' stretches of time are. */
    enum By {
        HOUR(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(31)),
        DAY(Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(400));

        private final Duration length;
        private final Duration usual;
        private final Duration most;

        By(Duration length, Duration usual, Duration most) {
            this.length = length;
            this.usual = usual;
            this.most = most;
        }

        /** The start of the stretch, UTC, in which this hour lies. */
        long startOf(long hour) {
            return Math.floorDiv(hour, length.toMillis()) * length.toMillis();
        }
    }

    /** A parameter is wrong; the message says which, and what is taken. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String message) {
            super(message);
        }
    }

    /** @param given {@link #PARAMETERS}, those that were given */
    static StatsQuestion of(Map<String, String> given, Instant now) throws Unclear {
        By by = by(given.getOrDefault("by", "hour"));
        long to = given.containsKey("to") ? moment("to", given) : now.toEpochMilli();
        to = HourKey.hourOf(to + HOUR - 1);
        long from = given.containsKey("from") ? moment("from", given) : to - by.usual.toMillis();
        from = HourKey.hourOf(from);
        if (from >= to) {
            throw new Unclear("from: expected a time before to, " + Instant.ofEpochMilli(to));
        }
        if (to - from > by.most.toMillis()) {
            throw new Unclear("from: expected at most " + by.most.toDays() + " days before to, "
                    + Instant.ofEpochMilli(to) + (by == By.HOUR ? "; by=day takes more" : ""));
        }
        return new StatsQuestion(given.get("affiliate"), given.get("offer"), from, to, by);
    }

    /** The same question for other workers, with nothing left open. */
    String toQuery() {
        return "?from=" + Instant.ofEpochMilli(from) + "&to=" + Instant.ofEpochMilli(to) + "&by="
                + by.name().toLowerCase(Locale.ROOT) + named("affiliate", affiliate) + named("offer", offer);
    }

    private static String named(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, UTF_8);
    }

    private static By by(String text) throws Unclear {
        return switch (text) {
            case "hour" -> By.HOUR;
            case "day" -> By.DAY;
            default -> throw new Unclear("by: expected hour or day");
        };
    }

    private static long moment(String name, Map<String, String> given) throws Unclear {
        String text = given.getOrDefault(name, "");
        try {
            return text.contains("T")
                    ? Instant.parse(text).toEpochMilli()
                    : LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new Unclear(name + ": expected a day (2026-11-20) or a time (2026-11-20T12:00:00Z), UTC");
        }
    }
}
