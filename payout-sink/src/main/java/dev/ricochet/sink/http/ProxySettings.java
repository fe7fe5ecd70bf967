package dev.ricochet.sink.http;

import dev.ricochet.kit.config.Settings;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy through which all requests leave.
 *
 * @param userInfo {@code name:password}; null where it wants none
 */
public record ProxySettings(String host, int port, @Nullable String userInfo) {

    private static final int USUAL_PORT = 3128;

    static @Nullable ProxySettings from(Settings settings) {
        Optional<ProxySettings> given = settings.parsed(
                "RICOCHET_HTTP_PROXY",
                "",
                "Proxy through which all requests leave, such as http://proxy:3128, with name:password@ before the host if it wants them. TLS is tunnelled.",
                "a URL such as http://proxy:3128",
                text -> Optional.ofNullable(parse(text)),
                Optional.empty());
        return given.orElse(null);
    }

    static @Nullable ProxySettings parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        URI uri = URI.create(text);
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("not an http URL with a host");
        }
        return new ProxySettings(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), uri.getUserInfo());
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
