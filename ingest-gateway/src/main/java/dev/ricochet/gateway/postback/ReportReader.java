package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Report;
import dev.ricochet.gateway.postback.AmountText.Amount;
import dev.ricochet.gateway.refusal.Fault;
import dev.ricochet.gateway.refusal.FaultCode;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.Verdict;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.postback.Field;
import dev.ricochet.schemas.reason.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one report field by field. A field that is wrong is noted and counts as not given; the reading goes on. */
final class ReportReader {
    private static final int CLICK_ID_LENGTH = 64;
    private static final int NAME_LENGTH = 64;
    private static final int FOREIGN_ID_LENGTH = 255;
    private static final int STATUS_LENGTH = 64;
    private static final int SHORT_LENGTH = 40;

    /** As much as a wrong time zone explains. */
    private static final Duration OCCURRED_AHEAD = Duration.ofHours(24);

    /** As much as the clocks of two gateways differ. */
    private static final Duration CLICK_AHEAD = Duration.ofMinutes(5);

    private final Report report;
    private final Dialect dialect;
    private final Catalog catalog;
    private final ClickIds clickIds;
    private final List<Fault> faults = new ArrayList<>(0);
    private @Nullable String forgery;

    ReportReader(Report report, Dialect dialect, Catalog catalog, ClickIds clickIds) {
        this.report = report;
        this.dialect = dialect;
        this.catalog = catalog;
        this.clickIds = clickIds;
    }

    /** Everything that was found to be wrong; the postback is to be used only where this is empty. */
    List<Fault> faults() {
        return faults;
    }

    /** The refusal that they make. A forged click id is a reason of its own, which the caller is not told. */
    Refused refused() {
        return forgery == null
                ? Refused.invalid(faults)
                : new Refused(Refusal.FORGED_CLICK_ID, faults, "the click id: " + forgery);
    }

    /** Once. */
    Postback postback(Receipt receipt) {
        noteFaultsOfTheWhole();
        String offerId = text(Field.OFFER_ID, NAME_LENGTH);
        Currency currency = currency();
        int saleDecimals = decimalsOfSale(currency, receipt.advertiserId(), offerId);
        return new Postback(
                receipt.id(),
                receipt.receivedAt(),
                receipt.advertiserId(),
                dialect.name(),
                clickId(receipt.receivedAt()),
                offerId,
                text(Field.ORDER_ID, FOREIGN_ID_LENGTH),
                goal(),
                status(),
                text(Field.STATUS, STATUS_LENGTH),
                amount(Field.SALE_AMOUNT, saleDecimals),
                currency == null ? null : currency.getCurrencyCode(),
                amount(Field.PAYOUT, AmountText.MOST_DECIMALS),
                amount(Field.REVENUE, AmountText.MOST_DECIMALS),
                text(Field.COUPON_CODE, NAME_LENGTH),
                text(Field.CUSTOMER_ID, FOREIGN_ID_LENGTH),
                occurredAt(receipt.receivedAt()),
                test(),
                OtherParameters.bounded(report.others(), dialect.secretParameters()),
                receipt.address());
    }

    private void noteFaultsOfTheWhole() {
        if (report.tooMany()) {
            faults.add(new Fault(
                    "request", FaultCode.TOO_MANY, "expected at most " + Parameters.MOST + " parameters", null));
        }
        for (Field field : report.conflicting()) {
            fault(field, FaultCode.CONFLICTING, "given more than once with different values, expected one");
        }
        for (Field field : report.unreadable()) {
            fault(field, FaultCode.BAD_ENCODING, "expected UTF-8 with complete percent escapes");
        }
    }

    /** An id of another form than ours is taken as it is: match says that there is no such click, and asks the coupon. */
    private @Nullable String clickId(Instant now) {
        String text = text(Field.CLICK_ID, CLICK_ID_LENGTH);
        if (text == null) {
            return null;
        }
        if (!TextCheck.isVisibleAscii(text)) {
            fault(Field.CLICK_ID, FaultCode.MALFORMED, "expected visible ASCII characters without blanks");
            return null;
        }
        Verdict verdict = clickIds.verify(text);
        if (verdict instanceof Verdict.Forged forged) {
            forgery = forged.detail();
        } else if (verdict instanceof Verdict.Genuine genuine && genuine.at().isAfter(now.plus(CLICK_AHEAD))) {
            forgery = "it is of " + genuine.at() + ", which is still to come";
        }
        if (forgery != null) {
            fault(Field.CLICK_ID, FaultCode.UNKNOWN_VALUE, "expected the id of a click, as the landing page got it");
            return null;
        }
        return text;
    }

    private @Nullable String goal() {
        String name = text(Field.GOAL, NAME_LENGTH);
        return name == null ? null : dialect.goal(name);
    }

    private ReportedStatus status() {
        String word = report.value(Field.STATUS);
        if (word == null) {
            return ReportedStatus.NONE;
        }
        ReportedStatus status = dialect.status(word);
        if (status != null) {
            return status;
        }
        // A macro or a control character is noted where the raw status is read, and says more.
        if (TextCheck.of(word, STATUS_LENGTH) == null) {
            fault(
                    Field.STATUS,
                    FaultCode.UNKNOWN_VALUE,
                    "expected one of " + new TreeSet<>(dialect.statuses().keySet()));
        }
        return ReportedStatus.NONE;
    }

    private @Nullable Currency currency() {
        String text = text(Field.CURRENCY, SHORT_LENGTH);
        if (text == null) {
            return null;
        }
        Currency currency = AmountText.currency(text);
        if (currency == null) {
            fault(Field.CURRENCY, FaultCode.UNKNOWN_VALUE, "expected an ISO 4217 code such as USD");
        }
        return currency;
    }

    /** By the currency given, else by that of the advertiser's offer that is named; where neither is known, by what the ledger can hold. */
    private int decimalsOfSale(@Nullable Currency given, String advertiserId, @Nullable String offerId) {
        Offer offer = given != null || offerId == null ? null : catalog.offer(offerId);
        Currency currency = offer != null && offer.getAdvertiserId().equals(advertiserId)
                ? AmountText.currency(offer.getCurrency())
                : given;
        return currency == null ? AmountText.MOST_DECIMALS : currency.getDefaultFractionDigits();
    }

    private @Nullable BigDecimal amount(Field field, int decimals) {
        String text = text(field, SHORT_LENGTH);
        if (text == null) {
            return null;
        }
        Amount amount = AmountText.read(text, decimals, dialect.decimalComma());
        if (amount instanceof AmountText.Good good) {
            return good.value();
        }
        AmountText.Bad bad = (AmountText.Bad) amount;
        fault(field, bad.code(), bad.detail());
        return null;
    }

    private @Nullable Instant occurredAt(Instant now) {
        String text = text(Field.OCCURRED_AT, SHORT_LENGTH);
        if (text == null) {
            return null;
        }
        Instant time = TimeText.read(text);
        if (time == null) {
            time = dialect.times().read(text);
        }
        if (time != null && time.isAfter(now.plus(OCCURRED_AHEAD))) {
            fault(
                    Field.OCCURRED_AT,
                    FaultCode.IN_FUTURE,
                    "expected a time that has come, give or take " + OCCURRED_AHEAD.toHours() + " hours");
            return null;
        }
        if (time == null) {
            fault(
                    Field.OCCURRED_AT,
                    FaultCode.MALFORMED,
                    "expected a time such as 2026-03-01T12:00:00Z, or Unix seconds or milliseconds");
        }
        return time;
    }

    private boolean test() {
        String text = report.value(Field.TEST);
        if (text == null || text.equals("0") || text.equals("false")) {
            return false;
        }
        if (!text.equals("1") && !text.equals("true")) {
            fault(Field.TEST, FaultCode.UNKNOWN_VALUE, "expected 1, 0, true or false");
        }
        return true;
    }

    private @Nullable String text(Field field, int most) {
        String value = report.value(field);
        if (value == null) {
            return null;
        }
        TextCheck.Flaw flaw = TextCheck.of(value, most);
        if (flaw != null) {
            fault(field, flaw.code(), flaw.detail());
            return null;
        }
        return value;
    }

    private void fault(Field field, FaultCode code, String detail) {
        String written = report.writtenAs(field);
        String said = written == null || written.equals(field.label()) ? detail : detail + "; sent as " + written;
        faults.add(new Fault(field.label(), code, said, field == Field.TOKEN ? null : report.value(field)));
    }
}
