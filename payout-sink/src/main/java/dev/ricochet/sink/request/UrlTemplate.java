package dev.ricochet.sink.request;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL with macros in braces. Macros may stand in path and query only: who could put a value into the authority could
 * send the conversion anywhere.
 *
 * @param userInfo user name and password as written in the URL; sent as basic authentication, never shown
 */
record UrlTemplate(
        Origin origin,
        @Nullable String userInfo,
        String path,
        @Nullable String query) {

    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>https?)://(?<authority>[^/?#]*)(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:(?<user>[^@]*)@)?(?:\\[(?<six>[0-9a-fA-F:.]+)]|(?<host>[A-Za-z0-9._-]+))(?::(?<port>[0-9]{1,5}))?");
    private static final String PATH_EXTRA = "/:@!$&'()*+,;=";
    private static final String QUERY_EXTRA = PATH_EXTRA + "?";

    static UrlTemplate parse(String text) throws BadUrlException {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new BadUrlException("the URL must begin with http:// or https://");
        }
        if (shape.group("authority").indexOf('{') >= 0) {
            throw new BadUrlException("a macro may not stand in the URL's host");
        }
        Matcher authority = AUTHORITY.matcher(shape.group("authority"));
        if (!authority.matches()) {
            throw new BadUrlException("the URL's host is neither a name nor an address");
        }
        boolean tls = shape.group("scheme").equalsIgnoreCase("https");
        String six = authority.group("six");
        Origin origin =
                new Origin(tls, six != null ? six : authority.group("host"), port(authority.group("port"), tls));
        String path = shape.group("path").isEmpty() ? "/" : shape.group("path");
        return new UrlTemplate(origin, authority.group("user"), path, shape.group("query"));
    }

    /** Path and query with every macro filled in. */
    String fill(Map<String, String> macros) throws BadUrlException {
        String filled = fill(path, PATH_EXTRA, PercentEncoding::inPath, macros);
        return query == null ? filled : filled + "?" + fill(query, QUERY_EXTRA, PercentEncoding::inQuery, macros);
    }

    private static String fill(String part, String allowed, PercentEncoding encoding, Map<String, String> macros)
            throws BadUrlException {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < part.length()) {
            char character = part.charAt(at);
            if (character == '{') {
                int end = part.indexOf('}', at);
                if (end < 0) {
                    throw new BadUrlException("a macro is opened with { and not closed");
                }
                filled.append(encoding.encode(value(part.substring(at + 1, end), macros)));
                at = end + 1;
            } else {
                requireLiteral(part, at, allowed);
                filled.append(character);
                at++;
            }
        }
        return filled.toString();
    }

    private static String value(String macro, Map<String, String> macros) throws BadUrlException {
        String value = macros.get(macro);
        if (value == null) {
            throw new BadUrlException("unknown macro {" + macro + "}");
        }
        return value;
    }

    private static void requireLiteral(String part, int at, String allowed) throws BadUrlException {
        char character = part.charAt(at);
        boolean escape = character == '%' && isHex(part, at + 1) && isHex(part, at + 2);
        if (!escape && !PercentEncoding.unreserved(character) && allowed.indexOf(character) < 0) {
            throw new BadUrlException(
                    "the character U+%04X must be percent-encoded in a URL".formatted((int) character));
        }
    }

    private static boolean isHex(String part, int at) {
        return at < part.length() && Character.digit(part.charAt(at), 16) >= 0 && part.charAt(at) < 0x80;
    }

    private static int port(@Nullable String text, boolean tls) throws BadUrlException {
        if (text == null) {
            return tls ? 443 : 80;
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw new BadUrlException("there is no port " + text);
        }
        return port;
    }
}
