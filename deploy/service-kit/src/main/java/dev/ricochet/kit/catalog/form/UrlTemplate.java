package dev.ricochet.kit.catalog.form;

import dev.ricochet.kit.catalog.LandingMacro;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What may stand in a URL with macros in braces. */
final class UrlTemplate {
    static final Set<String> LANDING_MACROS = LandingMacro.names();
    static final Set<String> ENDPOINT_MACROS = withSubs(
            "conversion_id",
            "click_id",
            "order_id",
            "status",
            "payout",
            "currency",
            "goal",
            "offer_id",
            "affiliate_id",
            "source");

    private static final Pattern MACRO = Pattern.compile("\\{([^{}]*)\\}");
    private static final int SUBS = 10;

    private UrlTemplate() {}

    /** What should have been there instead, or nothing where the template is good. */
    static Optional<String> expectation(String template, Set<String> macros) {
        Set<String> unknown = new TreeSet<>();
        Matcher matcher = MACRO.matcher(template);
        while (matcher.find()) {
            if (!macros.contains(matcher.group(1))) {
                unknown.add("{" + matcher.group(1) + "}");
            }
        }
        if (!unknown.isEmpty()) {
            return Optional.of("only known macros instead of " + String.join(", ", unknown) + ": "
                    + macros.stream().map(macro -> "{" + macro + "}").collect(Collectors.joining(", ")));
        }
        String filled = MACRO.matcher(template).replaceAll("x");
        return isWeb(filled) ? Optional.empty() : Optional.of("an absolute http or https URL");
    }

    private static boolean isWeb(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static Set<String> withSubs(String... names) {
        Set<String> all = new LinkedHashSet<>(Set.of());
        all.addAll(java.util.Arrays.asList(names));
        IntStream.rangeClosed(1, SUBS).forEach(number -> all.add("sub" + number));
        return all;
    }
}
