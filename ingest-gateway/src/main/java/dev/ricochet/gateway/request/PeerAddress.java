package dev.ricochet.gateway.request;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The other end of the connection, whoever it may speak for. */
public final class PeerAddress {
    private PeerAddress() {}

    /** As text, without port and without an IPv6 zone; null where the connection has no address. */
    public static @Nullable String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String address = remote == null ? null : remote.hostAddress();
        int zone = address == null ? -1 : address.indexOf('%');
        return address == null || zone < 0 ? address : address.substring(0, zone);
    }
}
