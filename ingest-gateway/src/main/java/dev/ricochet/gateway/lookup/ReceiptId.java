package dev.ricochet.gateway.lookup;

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
