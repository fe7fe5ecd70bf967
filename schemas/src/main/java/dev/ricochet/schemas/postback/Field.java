package dev.ricochet.schemas.postback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    private static final Map<String, Field> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::label, Function.identity()));

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The field's name as people write it, {@code click_id}. */
    public String label() {
        return label;
    }

    /** The field of this label, or null where there is none. */
    public static @Nullable Field labelled(String label) {
        return BY_LABEL.get(label);
    }
}
