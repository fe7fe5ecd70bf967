package dev.ricochet.schemas.reason;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a postback did not simply convert, or a conversion stands as it does. The code is part of the contract: it stands in
 * {@code PostbackOutcome.reason} and {@code Conversion.reason}, and never changes its meaning; new ones may come.
 */
public enum Reason {
    /** The postback names a click that never came, though it was waited for (unmatched). */
    CLICK_NOT_FOUND,
    /** The click is older than the offer's click window, the impression than its view window (unmatched). */
    CLICK_EXPIRED,
    /** The click id is not signed by us, or is in no form that we sign (unmatched). */
    CLICK_FORGED,
    /**
     * The click belongs to an offer of another advertiser than the one who reports, its affiliate is blocked, or it is an
     * impression and the offer takes none (unmatched).
     */
    CLICK_NOT_ALLOWED,
    /** The postback names neither a click nor anything else by which an affiliate could be found (unmatched). */
    NO_CLICK_ID,
    /** The coupon of the postback is credited to nobody (unmatched). */
    UNKNOWN_COUPON,
    /** No affiliate is known to have brought the customer of the postback to the offer (unmatched). */
    UNKNOWN_CUSTOMER,
    /** The offer is not in the catalog (unmatched or rejected). */
    UNKNOWN_OFFER,
    /** The postback names another offer than the click does. */
    OFFER_MISMATCH,
    /** The offer has no such goal. */
    UNKNOWN_GOAL,
    /** An earlier postback reported the same thing; the outcome points to it (duplicate). */
    DUPLICATE_ORDER,
    /** The conversion cannot go from the status in which it stands to the one reported. */
    INVALID_TRANSITION,
    /** The conversion already stands as reported (duplicate). */
    NOTHING_TO_CHANGE,
    /** A change or a reversal of an order of which no conversion is known. */
    CONVERSION_NOT_FOUND,
    /** A change of a conversion that a rule had rejected. */
    CONVERSION_REJECTED,
    /** The affiliate is not in the catalog. */
    UNKNOWN_AFFILIATE,
    /** The affiliate is paused or blocked, or may not run this offer. */
    AFFILIATE_BLOCKED,
    /** The conversion came sooner after its click than a person could be (fraud). */
    CLICK_TOO_RECENT,
    /** The conversion came later after its click than is believed (fraud). */
    CLICK_TOO_OLD,
    /** Too many conversions came from one address in a short time (fraud). */
    IP_VELOCITY,
    /** One affiliate brought too many conversions in a short time (fraud). */
    AFFILIATE_VELOCITY,
    /** It was clicked in one country and ordered in another (fraud). */
    COUNTRY_MISMATCH,
    /** It was clicked at one address and ordered at another (fraud). */
    IP_MISMATCH,
    /** Address, user agent, source, sub or country stands on a list of the catalog (fraud). */
    LISTED,
    /** The affiliate's conversion rate on the offer is out of bounds (fraud). */
    CONVERSION_RATE,
    /** The offer's cap, or that of the affiliate or the goal on it, was reached. */
    CAP_EXCEEDED,
    /** The price is a share of the sale, and the postback names no sale_amount. */
    MISSING_SALE_AMOUNT,
    /** The postback's currency is not the offer's, and the catalog has no exchange rates for the two. */
    CURRENCY_MISMATCH,
    /** The catalog's exchange rates begin after the day of the sale. */
    NO_EXCHANGE_RATE,
    /** The goal's price lacks what its model is made of, or its model is newer than this program. */
    NO_PRICE,
    /** The advertiser itself reported the conversion as rejected. */
    ADVERTISER_REJECTED,
    /** The advertiser took the conversion back. */
    ADVERTISER_REVERSED,
    /** A reversal names a refund that is no amount. */
    INVALID_REFUND,
    /** A part of the sale was refunded; sale, payout and revenue shrank. */
    PARTIALLY_REVERSED,
    /** The books of that time are closed; what was paid can be taken back, not held. */
    PERIOD_LOCKED,
    /** A person decided so; actor and note of the conversion's version tell who and why. */
    MANUAL_DECISION,
    /** The goal is approved by hand or after a time, and that has not happened yet. */
    AWAITING_APPROVAL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The code on the wire, for instance {@code click_not_found}. */
    public String code() {
        return code;
    }

    /** The reason with this code; none when it is newer than this program. */
    public static Optional<Reason> of(String code) {
        return Stream.of(values()).filter(reason -> reason.code.equals(code)).findFirst();
    }

    @Override
    public String toString() {
        return code;
    }
}
