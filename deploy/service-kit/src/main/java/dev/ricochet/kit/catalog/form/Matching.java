package dev.ricochet.kit.catalog.form;

import java.util.Locale;
import java.util.Set;

/** What may stand where values are compared: exact ones, and beginnings with a star behind them. */
final class Matching {
    static final String COUNTRY_EXPECTED = "an ISO 3166-1 alpha-2 code in capitals such as DE";
    static final String PATTERN_EXPECTED = "a value, or how values begin and a * behind it";

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Matching() {}

    static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    static boolean isPattern(String text) {
        int star = text.indexOf('*');
        return !text.isBlank() && (star < 0 || (star == text.length() - 1 && star > 0));
    }
}
