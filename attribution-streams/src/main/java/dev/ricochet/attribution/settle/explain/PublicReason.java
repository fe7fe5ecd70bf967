package dev.ricochet.attribution.settle.explain;

import dev.ricochet.schemas.reason.Reason;

/**
 * What affiliates and advertisers may be told. Of quality rules no more than that there was one: who knew what was measured
 * could stay just below it.
 */
public final class PublicReason {

    private PublicReason() {}

    public static String of(Reason reason) {
        return switch (reason) {
            case CLICK_TOO_RECENT,
                    CLICK_TOO_OLD,
                    IP_VELOCITY,
                    AFFILIATE_VELOCITY,
                    COUNTRY_MISMATCH,
                    IP_MISMATCH,
                    LISTED,
                    CONVERSION_RATE -> "The conversion does not meet the network's quality rules.";
            case AFFILIATE_BLOCKED, UNKNOWN_AFFILIATE -> "The affiliate does not take part in this offer.";
            case CAP_EXCEEDED -> "The offer's cap was reached.";
            case ADVERTISER_REJECTED -> "The advertiser rejected the conversion.";
            case ADVERTISER_REVERSED -> "The advertiser took the conversion back.";
            case PARTIALLY_REVERSED -> "A part of the sale was refunded.";
            case AWAITING_APPROVAL -> "The conversion waits for approval.";
            case MANUAL_DECISION -> "The network decided so.";
            case PERIOD_LOCKED -> "The books of that time are closed.";
            case CONVERSION_REJECTED -> "The conversion was rejected before.";
            case DUPLICATE_ORDER -> "This was reported before.";
            default -> reason.code();
        };
    }
}
