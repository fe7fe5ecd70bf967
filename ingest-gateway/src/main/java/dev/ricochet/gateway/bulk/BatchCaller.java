package dev.ricochet.gateway.bulk;

import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.kit.trace.Traceparent;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a batch.
 *
 * @param secret the advertiser's own, never kept with a refusal
 */
record BatchCaller(
        HttpServerRequest request,
        String advertiserId,
        String idempotencyKey,
        @Nullable String secret,
        Traceparent trace) {

    Knock knock(byte[] row) {
        return Knock.atPostbackDoor(request, advertiserId, row);
    }
}
