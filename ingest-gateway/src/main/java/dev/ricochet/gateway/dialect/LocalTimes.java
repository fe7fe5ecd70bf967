package dev.ricochet.gateway.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times in a form of the advertiser's.
 *
 * @param format beside those that everybody may use; null for none
 * @param zone of times that name none
 */
public record LocalTimes(@Nullable DateTimeFormatter format, ZoneId zone) {
    /** No other form than everybody's. */
    public static final LocalTimes NONE = new LocalTimes(null, ZoneOffset.UTC);

    /** A pattern or zone that is none is as if it were not there; the catalog's form refuses it before. */
    static LocalTimes of(@Nullable String pattern, @Nullable String zone) {
        try {
            ZoneId known = zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
            if (pattern != null) {
                return new LocalTimes(DateTimeFormatter.ofPattern(pattern, Locale.ROOT), known);
            }
            return zone == null ? NONE : new LocalTimes(DateTimeFormatter.ISO_LOCAL_DATE_TIME, known);
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return NONE;
        }
    }

    /** The time, or null where the text is not in this form; a date alone is its first moment. */
    public @Nullable Instant read(String text) {
        if (format == null) {
            return null;
        }
        try {
            TemporalAccessor read = format.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            if (read instanceof ZonedDateTime zoned) {
                return zoned.toInstant();
            }
            LocalDateTime local = read instanceof LocalDateTime time ? time : ((LocalDate) read).atStartOfDay();
            return local.atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
