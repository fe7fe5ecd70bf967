package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Field;
import dev.ricochet.gateway.dialect.Report;
import dev.ricochet.gateway.postback.AmountText.Amount;
import dev.ricochet.gateway.refusal.Fault;
import dev.ricochet.gateway.refusal.FaultCode;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import java.math.BigDecimal;
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

    private final Report report;
    private final Dialect dialect;
    private final Catalog catalog;
    private final List<Fault> faults = new ArrayList<>(0);

    ReportReader(Report report, Dialect dialect, Catalog catalog) {
        this.report = report;
        this.dialect = dialect;
        this.catalog = catalog;
    }

    /** Everything that was found to be wrong; the postback is to be used only where this is empty. */
    List<Fault> faults() {
        return faults;
    }

    /** Once. */
    Postback postback(Receipt receipt) {
        noteFaultsOfTheWhole();
        String offerId = text(Field.OFFER_ID, NAME_LENGTH);
        Currency currency = currency();
        int saleDecimals = decimalsOfSale(currency, offerId);
        return new Postback(
                receipt.id(),
                receipt.receivedAt(),
                receipt.advertiserId(),
                dialect.name(),
                clickId(),
                offerId,
                text(Field.ORDER_ID, FOREIGN_ID_LENGTH),
                text(Field.GOAL, NAME_LENGTH),
                status(),
                text(Field.STATUS, STATUS_LENGTH),
                amount(Field.SALE_AMOUNT, saleDecimals),
                currency == null ? null : currency.getCurrencyCode(),
                amount(Field.PAYOUT, AmountText.MOST_DECIMALS),
                amount(Field.REVENUE, AmountText.MOST_DECIMALS),
                text(Field.COUPON_CODE, NAME_LENGTH),
                text(Field.CUSTOMER_ID, FOREIGN_ID_LENGTH),
                occurredAt(),
                test(),
                OtherParameters.bounded(report.others()),
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

    private @Nullable String clickId() {
        String text = text(Field.CLICK_ID, CLICK_ID_LENGTH);
        if (text == null || TextCheck.isVisibleAscii(text)) {
            return text;
        }
        fault(Field.CLICK_ID, FaultCode.MALFORMED, "expected visible ASCII characters without blanks");
        return null;
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

    /** By the currency given, else by that of the offer named; where neither is known, by what the ledger can hold. */
    private int decimalsOfSale(@Nullable Currency given, @Nullable String offerId) {
        Offer offer = offerId == null ? null : catalog.offer(offerId);
        Currency currency = given == null && offer != null ? AmountText.currency(offer.getCurrency()) : given;
        return currency == null ? AmountText.MOST_DECIMALS : currency.getDefaultFractionDigits();
    }

    private @Nullable BigDecimal amount(Field field, int decimals) {
        String text = text(field, SHORT_LENGTH);
        if (text == null) {
            return null;
        }
        Amount amount = AmountText.read(text, decimals);
        if (amount instanceof AmountText.Good good) {
            return good.value();
        }
        AmountText.Bad bad = (AmountText.Bad) amount;
        fault(field, bad.code(), bad.detail());
        return null;
    }

    private @Nullable Instant occurredAt() {
        String text = text(Field.OCCURRED_AT, SHORT_LENGTH);
        if (text == null) {
            return null;
        }
        Instant time = TimeText.read(text);
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
        faults.add(new Fault(field.label(), code, detail, field == Field.TOKEN ? null : report.value(field)));
    }
}
