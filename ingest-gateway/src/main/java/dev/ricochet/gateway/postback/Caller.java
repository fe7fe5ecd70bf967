package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.auth.SignedRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as far as the connection and the headers show it.
 *
 * @param headerToken the token of a header, null where none came
 * @param address the caller's, as text
 * @param encrypted whether the caller came over TLS
 * @param signed the request as it may have been signed; asked only where the advertiser requires it
 */
record Caller(
        @Nullable String headerToken, @Nullable String address, boolean encrypted, Supplier<SignedRequest> signed) {

    /** One that signs nothing. */
    Caller(@Nullable String headerToken, @Nullable String address, boolean encrypted) {
        this(headerToken, address, encrypted, () -> SignedRequest.UNSIGNED);
    }
}
