package dev.ricochet.local.explain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A receipt id is a UUID of version 7, whose first 48 bits are the Unix time in milliseconds; or of version 8, for a row of a
 * batch, which tells no time since it is the same when the batch is sent again.
 */
public final class ReceiptId {
    private static final int TIME_ORDERED = 7;
    private static final int BY_CONTENT = 8;
    private static final int BITS_BELOW_TIME = 16;

    private ReceiptId() {}

    /** When the receipt was given, at the earliest; nothing where the text is not a receipt id. */
    public static Optional<Instant> earliest(String text) {
        return isOfARow(text) ? Optional.of(Instant.EPOCH) : time(text);
    }

    /** When the receipt was given, or nothing where the text does not tell. */
    public static Optional<Instant> time(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.version() == TIME_ORDERED
                    ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> BITS_BELOW_TIME))
                    : Optional.empty();
        } catch (IllegalArgumentException notUuid) {
            return Optional.empty();
        }
    }

    private static boolean isOfARow(String text) {
        try {
            return UUID.fromString(text).version() == BY_CONTENT;
        } catch (IllegalArgumentException notUuid) {
            return false;
        }
    }
}
