package dev.ricochet.gateway.auth;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of its caller.
 *
 * @param token as sent, or null
 * @param address of the caller, as text; null where it has none
 * @param encrypted whether the caller came over TLS
 * @param signed asked only where the advertiser requires signatures
 */
public record Credentials(
        @Nullable String token, @Nullable String address, boolean encrypted, Supplier<SignedRequest> signed) {

    /** Of a caller that signs nothing. */
    public Credentials(@Nullable String token, @Nullable String address, boolean encrypted) {
        this(token, address, encrypted, () -> SignedRequest.UNSIGNED);
    }

    @Override
    public String toString() {
        return "Credentials[token=" + (token == null ? "none" : "***") + ", address=" + address + ", encrypted="
                + encrypted + "]";
    }
}
