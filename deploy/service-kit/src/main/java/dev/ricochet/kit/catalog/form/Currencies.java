package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import java.util.Currency;

/** Currency codes out of a catalog file. */
final class Currencies {
    private Currencies() {}

    static String read(Node node, String key) {
        String code = node.text(key);
        boolean known = Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
        if (!code.isEmpty() && !known) {
            node.report(key, quoted(code), "an ISO 4217 code such as USD");
        }
        return code;
    }
}
