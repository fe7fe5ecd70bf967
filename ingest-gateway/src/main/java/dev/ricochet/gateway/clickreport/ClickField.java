package dev.ricochet.gateway.clickreport;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a reported click can say. */
enum ClickField {
    OFFER_ID,
    AFFILIATE_ID,
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
    SOURCE,
    IP,
    USER_AGENT,
    REFERRER,
    LANGUAGE,
    COUNTRY,
    KIND,
    VISITOR_ID,
    CLICKED_AT;

    /** The affiliate's own ten values, in their order. */
    static final List<ClickField> SUBS = List.of(SUB1, SUB2, SUB3, SUB4, SUB5, SUB6, SUB7, SUB8, SUB9, SUB10);

    private static final Map<String, ClickField> BY_LABEL = new HashMap<>();

    static {
        for (ClickField field : values()) {
            BY_LABEL.put(field.label(), field);
        }
    }

    private final String label = name().toLowerCase(Locale.ROOT);

    static @Nullable ClickField named(String label) {
        return BY_LABEL.get(label);
    }

    String label() {
        return label;
    }
}
