package dev.ricochet.gateway.request;

import dev.ricochet.gateway.request.TrustedProxies.Header;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who really calls, and how safely: the other end of the connection, or whom it speaks for where it is a trusted proxy. A
 * header of anybody else counts for nothing.
 */
public final class Clients {
    private static final CharSequence X_FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    private static final CharSequence X_FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
    private static final CharSequence FORWARDED = HttpHeaders.createOptimized("Forwarded");
    private static final String HTTPS = "https";

    private final TrustedProxies proxies;

    public Clients(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** As text, without port and without an IPv6 zone; null where the connection has no address. */
    public @Nullable String address(HttpServerRequest request) {
        String peer = peer(request);
        return peer == null || !proxies.blocks().contain(peer)
                ? peer
                : walk(request, peer).address();
    }

    /**
     * Whether the caller's own connection is TLS. Of a trusted proxy, what it says counts; where it says nothing, the
     * connection to the gateway does.
     */
    public boolean encrypted(HttpServerRequest request) {
        String peer = proxies.blocks().isEmpty() ? null : peer(request);
        if (peer == null || !proxies.blocks().contain(peer)) {
            return request.isSSL();
        }
        if (proxies.header() == Header.FORWARDED) {
            String proto = walk(request, peer).proto();
            return proto == null ? request.isSSL() : proto.equals(HTTPS);
        }
        List<String> protos = request.headers().getAll(X_FORWARDED_PROTO);
        return protos.isEmpty() ? request.isSSL() : allHttps(protos);
    }

    private ForwardedWalk.Found walk(HttpServerRequest request, String peer) {
        CharSequence name = proxies.header() == Header.FORWARDED ? FORWARDED : X_FORWARDED_FOR;
        return ForwardedWalk.from(peer, request.headers().getAll(name), proxies.blocks(), proxies.header());
    }

    /** A proxy may set the header or add to it; what a visitor put there can only take away. */
    private static boolean allHttps(List<String> lines) {
        for (String line : lines) {
            for (String proto : line.split(",", ForwardedWalk.MOST_HOPS)) {
                if (!proto.strip().equalsIgnoreCase(HTTPS)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static @Nullable String peer(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String address = remote == null ? null : remote.hostAddress();
        int zone = address == null ? -1 : address.indexOf('%');
        return address == null || zone < 0 ? address : address.substring(0, zone);
    }
}
