package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapMoves;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.state.SettleEntry;
import dev.ricochet.schemas.state.SettleTimer;
import dev.ricochet.schemas.state.SettleWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be kept and told of one new version: a function of the version before and this one.
 *
 * @param entry what stands in the ledger from now on
 * @param stopped the timer that no longer runs; null where none is stopped
 * @param started the timer that runs from now on; null where none is started
 * @param caps what changes in the caps' counters
 * @param windows in which it is counted
 */
public record Effects(
        SettleEntry entry,
        @Nullable SettleTimer stopped,
        @Nullable SettleTimer started,
        CapMoves caps,
        Map<String, SettleWindow> windows) {

    static Effects of(Booking booking, Terms terms) {
        SettleEntry before = booking.before();
        SettleEntry entry = booking.entry();
        Conversion conversion = entry.getConversion();
        SettleTimer ran = before == null ? null : timer(before.getConversion());
        SettleTimer runs = timer(conversion);
        boolean isSame = Objects.equals(ran, runs);
        CapMoves.Version version = new CapMoves.Version(
                before == null ? CapMoves.Standing.NOWHERE : standing(before),
                standing(entry),
                booking.entered(),
                booking.turnedAway(),
                conversion.getChangedAt(),
                conversion.getConversionId());
        return new Effects(
                entry,
                isSame ? null : ran,
                isSame ? null : runs,
                CapMoves.of(version, terms.subject(conversion), terms.counts()),
                booking.seen());
    }

    private static @Nullable SettleTimer timer(Conversion conversion) {
        Instant due = conversion.getApprovesAt();
        return due == null || conversion.getStatus() != ConversionStatus.PENDING
                ? null
                : new SettleTimer(conversion.getConversionId(), conversion.getOfferId(), due);
    }

    private static CapMoves.Standing standing(SettleEntry entry) {
        return entry.getCounters().isEmpty()
                ? CapMoves.Standing.NOWHERE
                : new CapMoves.Standing(
                        entry.getCounters(),
                        Amounts.worthOf(entry.getConversion()).tally());
    }
}
