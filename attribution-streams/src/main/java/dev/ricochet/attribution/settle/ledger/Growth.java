package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.cap.CapSubject;
import dev.ricochet.attribution.settle.cap.Tally;
import dev.ricochet.schemas.state.SettleEntry;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A conversion that is counted may be worth more only as far as the caps of money that count it have room. */
final class Growth {

    private Growth() {}

    /** Null where there is room, or nothing grows. Caps of numbers are not asked: it is in them already. */
    static CapCheck.@Nullable Over beyondCaps(SettleEntry entry, Amounts worth, Terms terms) {
        CapSubject subject = terms.subject(entry.getConversion());
        Amounts more = worth.minus(Amounts.worthOf(entry.getConversion()));
        return subject == null || entry.getCounters().isEmpty()
                ? null
                : CapCheck.growing(
                        subject,
                        entry.getCounters(),
                        Tally.more(
                                more.payout().max(BigDecimal.ZERO),
                                more.revenue().max(BigDecimal.ZERO)),
                        terms.counts());
    }
}
