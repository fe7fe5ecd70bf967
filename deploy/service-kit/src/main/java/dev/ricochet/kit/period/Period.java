package dev.ricochet.kit.period;

import dev.ricochet.schemas.catalog.CapPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hour, day or month of a time zone in which a moment lies. Days and months begin at the zone's own midnight, so the
 * days on which clocks change have 23 or 25 hours; an hour that the clocks repeat is two hours.
 *
 * @param start null where the period has no beginning
 * @param end null where it has no end
 */
public record Period(@Nullable Instant start, @Nullable Instant end) {

    private static final Period EVER = new Period(null, null);

    /** A period newer than this reader never ends, which can only be too strict. */
    public static Period of(CapPeriod period, ZoneId zone, Instant moment) {
        ZonedDateTime there = moment.atZone(zone);
        LocalDate day = there.toLocalDate();
        LocalDate month = day.withDayOfMonth(1);
        return switch (period) {
            case HOUR -> hour(there.truncatedTo(ChronoUnit.HOURS).toInstant());
            case DAY -> between(day, day.plusDays(1), zone);
            case MONTH -> between(month, month.plusMonths(1), zone);
            case LIFETIME, UNKNOWN -> EVER;
        };
    }

    public boolean contains(Instant moment) {
        return (start == null || !moment.isBefore(start)) && (end == null || moment.isBefore(end));
    }

    private static Period hour(Instant start) {
        return new Period(start, start.plus(1, ChronoUnit.HOURS));
    }

    private static Period between(LocalDate first, LocalDate next, ZoneId zone) {
        return new Period(
                first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
    }
}
