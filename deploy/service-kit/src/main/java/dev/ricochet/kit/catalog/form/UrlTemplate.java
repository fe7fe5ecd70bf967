package dev.ricochet.kit.catalog.form;

import dev.ricochet.kit.catalog.EndpointMacro;
import dev.ricochet.kit.catalog.LandingMacro;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may stand in a URL with macros in braces. */
final class UrlTemplate {
    static final Set<String> LANDING_MACROS = LandingMacro.names();
    static final Set<String> ENDPOINT_MACROS = EndpointMacro.names();

    private static final Pattern MACRO = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern MACRO_IN_HOST = Pattern.compile("^[A-Za-z]*://[^/?#]*[{}]");

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
            return Optional.of(onlyKnown(unknown, macros));
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

    /** The same for an endpoint's URL: its macros may have a default, as in {@code {sub1:none}}, and none stands in the host. */
    static Optional<String> endpointExpectation(String template) {
        Optional<String> wrong = macroExpectation(template);
        if (wrong.isPresent()) {
            return wrong;
        }
        String plain = MACRO.matcher(template).replaceAll("{" + EndpointMacro.STATUS.written() + "}");
        if (MACRO_IN_HOST.matcher(plain).find()) {
            return Optional.of(
                    "macros in path and query only: who could put a value into the host could send it anywhere");
        }
        return expectation(plain, ENDPOINT_MACROS);
    }

    /** What should have been there instead of a text with an endpoint's macros. */
    static Optional<String> macroExpectation(String text) {
        Set<String> unknown = new TreeSet<>();
        Matcher matcher = MACRO.matcher(text);
        while (matcher.find()) {
            String macro = matcher.group(1);
            int colon = macro.indexOf(EndpointMacro.BEFORE_DEFAULT);
            if (!ENDPOINT_MACROS.contains(colon < 0 ? macro : macro.substring(0, colon))) {
                unknown.add("{" + macro + "}");
            }
        }
        if (!unknown.isEmpty()) {
            return Optional.of(onlyKnown(unknown, ENDPOINT_MACROS));
        }
        String rest = MACRO.matcher(text).replaceAll("");
        return rest.indexOf('{') < 0 && rest.indexOf('}') < 0
                ? Optional.empty()
                : Optional.of("macros opened with { and closed with }");
    }

    private static String onlyKnown(Set<String> unknown, Set<String> macros) {
        return "only known macros instead of " + String.join(", ", unknown) + ": "
                + macros.stream().map(macro -> "{" + macro + "}").collect(Collectors.joining(", "));
    }
}
