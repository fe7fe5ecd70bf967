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
        String own = request.getHeader(OWN);
        if (own != null) {
            return own;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : null;
    }
}
