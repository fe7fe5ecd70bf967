package dev.ricochet.gateway.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** The secret that a caller shows in a header: {@code X-Ricochet-Token: …}, else {@code Authorization: Bearer …}. */
public final class HeaderToken {
    private static final CharSequence OWN = HttpHeaders.createOptimized("X-Ricochet-Token");
    private static final String BEARER = "Bearer ";

    private HeaderToken() {}

    /** The token, or null where none came. */
    public static @Nullable String of(HttpServerRequest request) {
        return in(request::getHeader);
    }

    /**
     * The same among other headers.
     *
     * @param headers gives the value of a header, whatever the case of its name, or null
     */
    public static @Nullable String in(Headers headers) {
        String own = headers.get(OWN);
        if (own != null) {
            return own;
        }
        String authorization = headers.get(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : null;
    }

    /** Where headers are found. */
    @FunctionalInterface
    public interface Headers {
        @Nullable String get(CharSequence name);
    }
}
