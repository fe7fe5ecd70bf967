package dev.ricochet.attribution.settle.ledger;

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
import dev.ricochet.schemas.state.SettleEntry;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A further postback about a conversion that is there. */
record Change(SettleEntry entry, Event.Reported reported, Terms terms) {

    Decision decide() {
        Assertion assertion = Assertion.of(postback().getStatus());
        if (assertion == Assertion.REVERSED && Lifecycle.isOpen(conversion().getStatus())) {
            Decision refund = refund();
            if (refund != null) {
                return refund;
            }
        }
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

    /**
     * A reversal that names what was refunded takes back no more than that. Advertisers repeat themselves, so a second refund
     * of the same amount is the first one again, unless it names itself. Null where all of it is reversed.
     */
    private @Nullable Decision refund() {
        String said = postback().getParameters().get(Refund.AMOUNT);
        if (said == null) {
            return null;
        }
        BigDecimal asWritten = Refund.parse(said);
        if (asWritten == null) {
            return refusedRefund(Explanation.of(Reason.INVALID_REFUND)
                    .observed(said)
                    .against(Refund.AMOUNT + " such as 12.50, more than 0"));
        }
        if (Amounts.worthOf(conversion()).sale() == null) {
            return refusedRefund(Explanation.of(Reason.MISSING_SALE_AMOUNT));
        }
        BigDecimal amount =
                Refund.inCurrencyOf(conversion(), asWritten, postback().getCurrency());
        if (amount == null) {
            return refusedRefund(Explanation.of(Reason.CURRENCY_MISMATCH)
                    .observed(String.valueOf(postback().getCurrency()))
                    .against(conversion().getCurrency()));
        }
        String name = postback().getParameters().get(Refund.ID);
        String heard =
                "refund " + (name == null ? amount.stripTrailingZeros().toPlainString() : Refund.ID + " " + name);
        String original = entry.getAssertions().get(heard);
        if (original != null) {
            return new Decision.Duplicate(conversion(), original, Explanation.of(Reason.DUPLICATE_ORDER));
        }
        Refund refund = new Refund(entry, amount);
        return refund.isPartial() ? refund.book(new Cause.Report(postback(), heard), terms) : null;
    }

    private Decision refusedRefund(Explanation why) {
        return new Decision.Rejected(conversion(), why);
    }

    /** The earlier postback that said this already; who says nothing repeats the first. */
    private @Nullable String sayingTheSame(Assertion assertion) {
        return assertion == Assertion.NOTHING
                ? conversion().getFirstReceiptId()
                : entry.getAssertions().get(assertion.name());
    }

    private Decision repetition(String original, Reason reason) {
        DedupeMode mode = rules().goal().getDedupe().getMode();
        boolean amends = mode == DedupeMode.UPDATE || mode == DedupeMode.ACCUMULATE;
        if (amends && Lifecycle.isOpen(conversion().getStatus())) {
            return new Amendment(entry, postback(), rules(), terms).decide(mode, original);
        }
        return new Decision.Duplicate(conversion(), original, Explanation.of(reason));
    }

    private Decision moveTo(ConversionStatus status) {
        Cause cause = Cause.Report.of(postback());
        if (status == ConversionStatus.APPROVED) {
            return new Admission(entry, cause, terms).decide();
        }
        NextVersion next = new NextVersion(entry, cause, terms);
        return Lifecycle.isOpen(status)
                ? new Decision.Updated(Booking.of(entry, next.moved(status, null)), null)
                : new Decision.Updated(Booking.of(entry, next.ended(status, null)), endedBecause(status));
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

    private Postback postback() {
        return reported.matched().getPostback();
    }

    private Rules rules() {
        return reported.rules();
    }
}
