package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.cap.CapSubject;
import dev.ricochet.attribution.settle.cap.Counter;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleEntry;
import java.util.List;

/** An approval. One that waits before a full cap is admitted as soon as the period that it belongs to has room. */
record Admission(SettleEntry entry, Cause cause, Terms terms) {

    Decision decide() {
        NextVersion next = new NextVersion(entry, cause, terms);
        if (entry.getCapStanding() != CapStanding.WAITING) {
            return new Decision.Updated(Booking.of(entry, next.moved(ConversionStatus.APPROVED, null)), null);
        }
        Conversion conversion = entry.getConversion();
        CapSubject subject = terms.subject(conversion);
        CapCheck caps = subject == null
                ? new CapCheck.Room(List.of(), List.of())
                : CapCheck.of(subject, Amounts.worthOf(conversion).tally(), terms.counts());
        if (caps instanceof CapCheck.Over over) {
            return new Decision.Rejected(conversion, over.why());
        }
        List<Counter> counters = ((CapCheck.Room) caps).counters();
        return new Decision.Updated(
                Booking.of(entry, next.admitted(ConversionStatus.APPROVED, counters))
                        .entering(counters),
                null);
    }
}
