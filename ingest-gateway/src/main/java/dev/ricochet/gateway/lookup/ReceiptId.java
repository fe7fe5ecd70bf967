package dev.ricochet.gateway.lookup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A receipt id is a UUID, usually of version 7, whose first 48 bits are the Unix time in milliseconds.
 *
 * @param text in its one spelling
 * @param time when the receipt was given; null where the id does not tell
 */
public record ReceiptId(String text, @Nullable Instant time) {
    private static final int LENGTH = 36;
    private static final int TIME_ORDERED = 7;
    private static final int BITS_BELOW_TIME = 16;

    /**
     * From when on its outcome can be found.
     *
     * @param since what the asker says, such as 2026-03-01T12:00:00Z; null where nothing is said
     * @return null where neither the asker nor the id tells
     * @throws DateTimeException if what the asker says is no time
     */
    @Nullable Instant from(@Nullable String since) {
        return since == null ? time : Instant.parse(since);
    }

    /** Null for what is no receipt id. */
    static @Nullable ReceiptId of(String text) {
        if (text.length() != LENGTH) {
            return null;
        }
        try {
            UUID id = UUID.fromString(text);
            if (!id.toString().equals(text)) {
                return null;
            }
            return new ReceiptId(
                    text,
                    id.version() == TIME_ORDERED
                            ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_BELOW_TIME)
                            : null);
        } catch (IllegalArgumentException notUuid) {
            return null;
        }
    }
}
