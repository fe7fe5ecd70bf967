package dev.ricochet.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * What a request shows of its caller.
 *
 * @param token as sent, or null
 * @param address of the peer of the connection, as text; null where it has none
 * @param encrypted whether the connection is TLS
 */
public record Credentials(@Nullable String token, @Nullable String address, boolean encrypted) {

    @Override
    public String toString() {
        return "Credentials[token=" + (token == null ? "none" : "***") + ", address=" + address + ", encrypted="
                + encrypted + "]";
    }
}
