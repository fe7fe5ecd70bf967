package dev.ricochet.gateway.postback;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times as advertisers write them: ISO 8601 with an offset, Unix seconds (10 digits) or Unix milliseconds (13 digits). */
public final class TimeText {
    private static final int SECONDS_DIGITS = 10;
    private static final int MILLIS_DIGITS = 13;

    private TimeText() {}

    /** The time to the millisecond, or null where the text is in none of these forms. */
    public static @Nullable Instant read(String text) {
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return unix(text);
            }
            return Instant.ofEpochMilli(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            return null;
        }
    }

    private static @Nullable Instant unix(String digits) {
        return switch (digits.length()) {
            case SECONDS_DIGITS -> Instant.ofEpochSecond(Long.parseLong(digits));
            case MILLIS_DIGITS -> Instant.ofEpochMilli(Long.parseLong(digits));
            default -> null;
        };
    }
}
