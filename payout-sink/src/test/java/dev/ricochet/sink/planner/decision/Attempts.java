package dev.ricochet.sink.planner.decision;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a dispatcher would report of an offer. */
public final class Attempts {

    private Attempts() {}

    public static DeliveryAttempt of(DueDelivery due, AttemptResult result) {
        return of(due, result, null, null);
    }

    public static DeliveryAttempt of(
            DueDelivery due, AttemptResult result, @Nullable Integer status, @Nullable Duration retryAfter) {
        return DeliveryAttempt.newBuilder()
                .setDeliveryId(due.getDeliveryId())
                .setAttempt(due.getAttempt())
                .setEndpointId(due.getEndpointId())
                .setAffiliateId(due.getConversion().getAffiliateId())
                .setConversionId(due.getConversion().getConversionId())
                .setConversionVersion(due.getConversion().getVersion())
                .setDueAt(due.getDueAt())
                .setStartedAt(due.getDueAt())
                .setDurationMs(5)
                .setResult(result)
                .setHttpStatus(status)
                .setRetryAfterMs(retryAfter == null ? null : retryAfter.toMillis())
                .build();
    }
}
