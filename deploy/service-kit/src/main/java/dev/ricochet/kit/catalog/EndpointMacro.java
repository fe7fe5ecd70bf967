package dev.ricochet.kit.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's URL and headers may hold in braces. Said once: the catalog refuses what is not here, and the sink gives
 * each of these a value. What the advertiser pays, and who it is, are not the affiliate's to know.
 */
public enum EndpointMacro {
    DELIVERY_ID,
    CONVERSION_ID,
    VERSION,
    STATUS,
    PREVIOUS_STATUS,
    REASON,
    OFFER_ID,
    AFFILIATE_ID,
    GOAL,
    CLICK_ID,
    ORDER_ID,
    SOURCE,
    /** ISO 3166-1 alpha-2. */
    COUNTRY,
    PAYOUT,
    SALE_AMOUNT,
    /** ISO 4217. */
    CURRENCY,
    /** ISO 8601, like the other times. */
    CLICKED_AT,
    CONVERTED_AT,
    CHANGED_AT,
    SUB1,
    SUB2,
    SUB3,
    SUB4,
    SUB5,
    SUB6,
    SUB7,
    SUB8,
    SUB9,
    SUB10;

    /** Between a macro's name and what stands for it where the conversion has no value. */
    public static final char BEFORE_DEFAULT = ':';

    private static final Map<String, EndpointMacro> BY_NAME = Arrays.stream(values())
            .collect(Collectors.collectingAndThen(
                    Collectors.toMap(
                            EndpointMacro::written, Function.identity(), (one, other) -> one, LinkedHashMap::new),
                    Collections::unmodifiableMap));

    /** The macro of this name; null where there is none. */
    public static @Nullable EndpointMacro named(String name) {
        return BY_NAME.get(name);
    }

    /** All names, in the order of declaration. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** The name as it stands between braces. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
