package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCheck;
import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.lifecycle.Lifecycle;
import dev.ricochet.attribution.settle.lifecycle.Move;
import dev.ricochet.attribution.settle.lifecycle.Prompt;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.state.SettleEntry;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a person's decision does to a conversion. */
record Ruling(SettleEntry entry, ManualDecision decision, Terms terms) {

    Decision decide() {
        Explanation unfit = unfit();
        if (unfit != null) {
            return new Decision.Rejected(conversion(), unfit);
        }
        if (decision.getAction() == DecisionAction.ADJUST) {
            return adjusted();
        }
        Prompt prompt = Prompt.of(decision.getAction());
        Move move = prompt == null
                ? new Move.Refused()
                : Lifecycle.move(conversion().getStatus(), prompt);
        if (move instanceof Move.Stay) {
            return new Decision.Unchanged(conversion(), Explanation.of(Reason.NOTHING_TO_CHANGE));
        }
        return move instanceof Move.To to ? moved(to.status()) : refused();
    }

    private @Nullable Explanation unfit() {
        if (!decision.getOfferId().equals(conversion().getOfferId())) {
            return Explanation.of(Reason.CONVERSION_NOT_FOUND)
                    .observed(decision.getOfferId())
                    .against(conversion().getOfferId());
        }
        String currency = decision.getCurrency();
        if (currency != null && !currency.equals(conversion().getCurrency())) {
            return Explanation.of(Reason.CURRENCY_MISMATCH)
                    .observed(currency)
                    .against(conversion().getCurrency());
        }
        return null;
    }

    private Decision moved(ConversionStatus status) {
        return switch (status) {
            case APPROVED -> new Admission(entry, cause(), terms).decide();
            case HELD -> held();
            case REVERSED -> reversed();
            default -> ended(status);
        };
    }

    /** What was paid cannot be held back any more, only taken back. */
    private Decision held() {
        return terms.locks(conversion())
                ? new Decision.Rejected(
                        conversion(),
                        Explanation.of(Reason.PERIOD_LOCKED)
                                .observed("approved at " + conversion().getApprovedAt())
                                .against("closed until " + terms.lockedUntil()))
                : new Decision.Updated(
                        Booking.of(entry, next().moved(ConversionStatus.HELD, Reason.MANUAL_DECISION)), null);
    }

    private Decision reversed() {
        BigDecimal refunded = decision.getSaleAmount();
        if (refunded == null) {
            return ended(ConversionStatus.REVERSED);
        }
        if (Amounts.worthOf(conversion()).sale() == null) {
            return new Decision.Rejected(conversion(), Explanation.of(Reason.MISSING_SALE_AMOUNT));
        }
        Refund refund = new Refund(entry, refunded);
        return refund.isPartial() ? refund.book(cause(), terms) : ended(ConversionStatus.REVERSED);
    }

    private Decision ended(ConversionStatus status) {
        return new Decision.Updated(
                Booking.of(entry, next().ended(status, Reason.MANUAL_DECISION)),
                Explanation.of(Reason.MANUAL_DECISION));
    }

    private Decision adjusted() {
        if (!Lifecycle.isOpen(conversion().getStatus())) {
            return refused();
        }
        Amounts worth = Amounts.worthOf(conversion());
        Amounts wanted = worth.paying(decision.getPayout(), decision.getRevenue());
        if (wanted.sameAs(worth)) {
            return new Decision.Unchanged(conversion(), Explanation.of(Reason.NOTHING_TO_CHANGE));
        }
        CapCheck.Over over = Growth.beyondCaps(entry, wanted, terms);
        return over != null
                ? new Decision.Rejected(conversion(), over.why())
                : new Decision.Updated(Booking.of(entry, next().worth(wanted)), Explanation.of(Reason.MANUAL_DECISION));
    }

    private Decision refused() {
        return new Decision.Rejected(
                conversion(),
                Explanation.of(Reason.INVALID_TRANSITION)
                        .observed(conversion().getStatus() + " to " + decision.getAction()));
    }

    private NextVersion next() {
        return new NextVersion(entry, cause(), terms);
    }

    private Cause cause() {
        return new Cause.Person(decision);
    }

    private Conversion conversion() {
        return entry.getConversion();
    }
}
