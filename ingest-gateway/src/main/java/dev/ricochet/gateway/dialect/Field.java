package dev.ricochet.gateway.dialect;

import java.util.Locale;

/** What a postback can say, by our names. */
public enum Field {
    CLICK_ID,
    OFFER_ID,
    ORDER_ID,
    GOAL,
    STATUS,
    SALE_AMOUNT,
    CURRENCY,
    PAYOUT,
    REVENUE,
    COUPON_CODE,
    CUSTOMER_ID,
    OCCURRED_AT,
    TEST,
    /** The advertiser's secret: read, never kept or shown. */
    TOKEN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The field's name as people write it, {@code click_id}. */
    public String label() {
        return label;
    }
}
