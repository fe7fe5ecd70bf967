package dev.ricochet.gateway.click;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.kit.catalog.LandingMacro;
import dev.ricochet.schemas.event.Click;
import org.jspecify.annotations.Nullable;

/**
 * Fills the macros of a URL template: {@code https://shop.example/?cid={click_id}&s={sub1}}.
 *
 * <p>Where the visitor ends up is the catalog's decision alone. Scheme and authority of the template are taken as they
 * stand, and may hold no macro; behind them every value is percent-encoded, all but RFC 3986's unreserved characters, so
 * that a value stays one value wherever it stands. A value of nothing but dots is left out of the path, in which browsers
 * would take it as a step up.
 */
final class LandingUrl {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private LandingUrl() {}

    /** The URL, or null where the template is no absolute http(s) URL with a fixed host. */
    static @Nullable String fill(String template, Click click) {
        int authorityEnd = endOfAuthority(template);
        if (authorityEnd < 0) {
            return null;
        }
        StringBuilder url = new StringBuilder(template.length() + 128).append(template, 0, authorityEnd);
        boolean inPath = true;
        int i = authorityEnd;
        while (i < template.length()) {
            char c = template.charAt(i);
            int close = c == '{' ? template.indexOf('}', i) : -1;
            LandingMacro macro = close < 0 ? null : LandingMacro.named(template.substring(i + 1, close));
            if (macro != null) {
                appendValue(url, ClickMacros.value(macro, click), inPath);
                i = close + 1;
            } else {
                inPath &= c != '?' && c != '#';
                appendLiteral(url, template, i);
                i += Character.charCount(template.codePointAt(i));
            }
        }
        return url.toString();
    }

    private static int endOfAuthority(String template) {
        int start = template.startsWith("https://") ? 8 : template.startsWith("http://") ? 7 : -1;
        int end = start;
        while (end >= 0 && end < template.length() && "/?#".indexOf(template.charAt(end)) < 0) {
            char c = template.charAt(end);
            // A backslash ends the host for some browsers; blanks, braces and the rest have no business in it.
            boolean plain = c > ' ' && c < 0x7f && "{}\\\"<>^`|".indexOf(c) < 0;
            end = plain ? end + 1 : -1;
        }
        return end > start ? end : -1;
    }

    private static void appendValue(StringBuilder url, String value, boolean inPath) {
        if (!inPath || !isDots(value)) {
            for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
                appendEncoded(url, value, i);
            }
        }
    }

    private static void appendEncoded(StringBuilder url, String text, int at) {
        char c = text.charAt(at);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
            url.append(c);
        } else {
            appendEscapes(url, text, at);
        }
    }

    /** The catalog's own text goes through as it is, but for what no header and no URL may hold. */
    private static void appendLiteral(StringBuilder url, String template, int at) {
        char c = template.charAt(at);
        if (c > ' ' && c < 0x7f && c != '{' && c != '}') {
            url.append(c);
        } else {
            appendEscapes(url, template, at);
        }
    }

    private static void appendEscapes(StringBuilder url, String text, int at) {
        int codePoint = text.codePointAt(at);
        for (byte b : Character.toString(codePoint).getBytes(UTF_8)) {
            url.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
    }

    private static boolean isDots(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) != '.') {
                return false;
            }
        }
        return !value.isEmpty();
    }
}
