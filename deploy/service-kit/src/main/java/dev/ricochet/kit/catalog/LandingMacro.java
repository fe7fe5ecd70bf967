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
 * What an offer's landing URL and fallback URL may hold in braces. Said once: the catalog refuses what is not here, and
 * the gateway gives each of these a value.
 */
public enum LandingMacro {
    CLICK_ID,
    OFFER_ID,
    ADVERTISER_ID,
    AFFILIATE_ID,
    SOURCE,
    SUB1,
    SUB2,
    SUB3,
    SUB4,
    SUB5,
    SUB6,
    SUB7,
    SUB8,
    SUB9,
    SUB10,
    /** {@code click} or {@code impression}. */
    KIND,
    /** Unix time in milliseconds. */
    CLICKED_AT,
    /** The visitor's address. */
    IP,
    USER_AGENT,
    REFERRER,
    /** The visitor's Accept-Language header. */
    LANGUAGE,
    /** ISO 3166-1 alpha-2. */
    COUNTRY,
    /** {@code none}, {@code prefetch} or {@code bot}. */
    AUTOMATION;

    private static final Map<String, LandingMacro> BY_NAME = Arrays.stream(values())
            .collect(Collectors.collectingAndThen(
                    Collectors.toMap(
                            LandingMacro::written, Function.identity(), (one, other) -> one, LinkedHashMap::new),
                    Collections::unmodifiableMap));

    /** The macro of this name, as it stands between braces; null where there is none. */
    public static @Nullable LandingMacro named(String name) {
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
