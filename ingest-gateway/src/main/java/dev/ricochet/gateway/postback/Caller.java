package dev.ricochet.gateway.postback;

import org.jspecify.annotations.Nullable;

/**
 * Who connects, as far as the connection and the headers show it.
 *
 * @param headerToken the token of a header, null where none came
 * @param address the peer's, as text
 * @param encrypted whether the connection is TLS
 */
record Caller(@Nullable String headerToken, @Nullable String address, boolean encrypted) {}
