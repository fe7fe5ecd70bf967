package dev.ricochet.local.explain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A receipt id is a UUID of version 7: its first 48 bits are the Unix time in milliseconds. */
public final class ReceiptId {
    private static final int TIME_ORDERED = 7;
    private static final int BITS_BELOW_TIME = 16;

    private ReceiptId() {}

    /** When the receipt was given, or nothing where the text is not a receipt id. */
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
}
