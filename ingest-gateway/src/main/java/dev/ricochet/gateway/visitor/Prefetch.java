package dev.ricochet.gateway.visitor;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * Whether a browser loads a link before anybody has clicked it, by the headers that browsers send then:
 * {@code Sec-Purpose} (Fetch standard; {@code prefetch}, {@code prefetch;prerender}), {@code Purpose} and
 * {@code X-Purpose} (older Chrome and Safari; {@code prefetch}, {@code preview}), {@code X-Moz} (older Firefox).
 */
final class Prefetch {
    private static final CharSequence[] HEADERS = {
        HttpHeaders.createOptimized("Sec-Purpose"),
        HttpHeaders.createOptimized("Purpose"),
        HttpHeaders.createOptimized("X-Purpose"),
        HttpHeaders.createOptimized("X-Moz")
    };

    private Prefetch() {}

    static boolean isAskedFor(HttpServerRequest request) {
        for (CharSequence header : HEADERS) {
            String value = request.headers().get(header);
            if (value != null && speaksOfIt(value.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private static boolean speaksOfIt(String value) {
        return value.contains("prefetch") || value.contains("prerender") || value.contains("preview");
    }
}
