package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.schemas.event.Conversion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of one event. */
public sealed interface Decision {

    /** What it enters in the ledger; null where it changes nothing. */
    default @Nullable Booking booked() {
        return null;
    }

    /** A new conversion. The explanation tells why it is not simply approved or not simply paid. */
    record Converted(Booking booking, @Nullable Explanation why) implements Decision {

        @Override
        public Booking booked() {
            return booking;
        }
    }

    /** A new version of a conversion that was there. */
    record Updated(Booking booking, @Nullable Explanation why) implements Decision {

        @Override
        public Booking booked() {
            return booking;
        }
    }

    /** A decision or a timer that finds nothing to do. */
    record Unchanged(Conversion conversion, Explanation why) implements Decision {}

    /** A timer that finds no room before a cap: it comes again at that time. */
    record Postponed(Conversion conversion, Instant until) implements Decision {}

    /** Says again what {@code originalReceiptId} said before. */
    record Duplicate(Conversion conversion, String originalReceiptId, Explanation why) implements Decision {}

    /** A new conversion that a rule refuses: entered with status REJECTED and no money. */
    record Denied(Booking booking, Explanation why) implements Decision {

        @Override
        public Booking booked() {
            return booking;
        }
    }

    /** Changes nothing. The conversion is the one that it spoke of; null where there is none. */
    record Rejected(@Nullable Conversion conversion, Explanation why) implements Decision {}

    /** Credited to nobody, for the reason that match's record tells. */
    record Unmatched() implements Decision {}

    /** A test postback; the explanation tells why it would have been refused by its form. */
    record Tested(@Nullable Explanation why) implements Decision {}
}
