package dev.ricochet.gateway.postback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the gateway itself puts on a postback. */
record Receipt(
        String id,
        Instant receivedAt,
        String advertiserId,
        @Nullable String address) {}
