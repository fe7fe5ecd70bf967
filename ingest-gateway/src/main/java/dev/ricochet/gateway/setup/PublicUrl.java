package dev.ricochet.gateway.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;

/** Where the world reaches the gateway, without a slash at its end. */
public record PublicUrl(String text) {

    /** @throws IllegalArgumentException for what is no absolute HTTP URL of nothing but scheme, host, port and path */
    public static PublicUrl parse(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getUserInfo() == null;
            if (web && plain && uri.getHost() != null) {
                return new PublicUrl(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            }
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
        throw new IllegalArgumentException("it has no host, or more than scheme, host, port and path");
    }

    /** A value as it may stand in a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }
}
