package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.cap.CapCounts;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.lifecycle.Assertion;
import dev.ricochet.attribution.settle.lifecycle.Lifecycle;
import dev.ricochet.attribution.settle.lifecycle.Move;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.CapStanding;
import dev.ricochet.schemas.state.SettleEntry;
import org.jspecify.annotations.Nullable;

/** A further postback about a conversion that is there. */
record Change(SettleEntry entry, Postback postback, Rules rules, CapCounts counts) {

    Decision decide() {
        Assertion assertion = Assertion.of(postback.getStatus());
        String original = sayingTheSame(assertion);
        if (original != null) {
            return repetition(original, Reason.DUPLICATE_ORDER);
        }
        Move move = Lifecycle.move(conversion().getStatus(), assertion);
        if (move instanceof Move.To to) {
            return moveTo(to.status());
        }
        return move instanceof Move.Stay
                ? repetition(conversion().getFirstReceiptId(), Reason.NOTHING_TO_CHANGE)
                : new Decision.Rejected(conversion(), refusal(assertion));
    }

    /** The earlier postback that said this already; who says nothing repeats the first. */
    private @Nullable String sayingTheSame(Assertion assertion) {
        return assertion == Assertion.NOTHING
                ? conversion().getFirstReceiptId()
                : entry.getAssertions().get(assertion.name());
    }

    private Decision repetition(String original, Reason reason) {
        DedupeMode mode = rules.goal().getDedupe().getMode();
        boolean amends = mode == DedupeMode.UPDATE || mode == DedupeMode.ACCUMULATE;
        if (amends && Lifecycle.isOpen(conversion().getStatus())) {
            return new Amendment(entry, postback, rules, counts).decide(mode, original);
        }
        return new Decision.Duplicate(conversion(), original, Explanation.of(reason));
    }

    private Decision moveTo(ConversionStatus status) {
        NextVersion next = new NextVersion(entry, postback);
        if (!Lifecycle.isOpen(status)) {
            return new Decision.Updated(
                    Booking.releasing(next.ended(status), entry.getCounters()), endedBecause(status));
        }
        return entry.getCapStanding() == CapStanding.WAITING
                ? leaveTheQueue(next, status)
                : new Decision.Updated(Booking.of(next.moved(status)), null);
    }

    /** A conversion over a cap may be approved as soon as the period that it belongs to has room. */
    private Decision leaveTheQueue(NextVersion next, ConversionStatus status) {
        CapCheck caps =
                CapCheck.of(rules, conversion().getAffiliateId(), conversion().getConvertedAt(), counts);
        if (caps instanceof CapCheck.Over over) {
            return new Decision.Rejected(conversion(), over.why());
        }
        var counters = ((CapCheck.Room) caps).counters();
        return new Decision.Updated(Booking.taking(next.admitted(status, counters), counters), null);
    }

    private static Explanation endedBecause(ConversionStatus status) {
        return Explanation.of(
                status == ConversionStatus.REVERSED ? Reason.ADVERTISER_REVERSED : Reason.ADVERTISER_REJECTED);
    }

    private Explanation refusal(Assertion assertion) {
        String rejectedBecause = conversion().getReason();
        if (conversion().getStatus() == ConversionStatus.REJECTED && rejectedBecause != null) {
            return Explanation.of(Reason.CONVERSION_REJECTED).observed(rejectedBecause);
        }
        return Explanation.of(Reason.INVALID_TRANSITION).observed(conversion().getStatus() + " to " + assertion);
    }

    private Conversion conversion() {
        return entry.getConversion();
    }
}
