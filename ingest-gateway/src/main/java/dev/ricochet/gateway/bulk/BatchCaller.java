package dev.ricochet.gateway.bulk;

import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.Secrets;
import dev.ricochet.kit.trace.Traceparent;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a batch.
 *
 * @param address the caller's, as text
 * @param secrets the advertiser's own, never kept with a refusal
 */
record BatchCaller(
        HttpServerRequest request,
        @Nullable String address,
        String advertiserId,
        String idempotencyKey,
        Secrets secrets,
        Traceparent trace) {

    Knock knock(byte[] row) {
        return Knock.atPostbackDoor(request, address, advertiserId, row).ofRecognised();
    }
}
