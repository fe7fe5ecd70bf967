package dev.ricochet.sink.request;

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
        TextTemplate path,
        @Nullable QueryTemplate query) {

    // Between braces anything may stand: a default may hold what would otherwise end the part.
    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>https?)://(?<authority>[^/?#]*)(?<path>(?:\\{[^}]*+}|[^?#{])*+(?:\\{[^}]*)?)"
                    + "(?:\\?(?<query>(?:\\{[^}]*+}|[^#{])*+(?:\\{[^}]*)?))?(?:#.*)?",
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
        String query = shape.group("query");
        return new UrlTemplate(
                origin,
                authority.group("user"),
                TextTemplate.parse(path, literal -> requireLiterals(literal, PATH_EXTRA)),
                query == null ? null : QueryTemplate.parse(query, literal -> requireLiterals(literal, QUERY_EXTRA)));
    }

    String path(Macros macros) {
        return path.fill(macros, PercentEncoding::inPath);
    }

    private static void requireLiterals(String part, String allowed) throws BadUrlException {
        for (int at = 0; at < part.length(); at++) {
            char character = part.charAt(at);
            boolean escape = character == '%' && isHex(part, at + 1) && isHex(part, at + 2);
            if (!escape && !PercentEncoding.unreserved(character) && allowed.indexOf(character) < 0) {
                throw new BadUrlException(
                        "the character U+%04X must be percent-encoded in a URL".formatted((int) character));
            }
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
