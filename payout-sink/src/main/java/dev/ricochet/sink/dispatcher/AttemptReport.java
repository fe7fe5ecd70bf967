package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.http.SendOutcome;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.lane.Health;
import dev.ricochet.sink.request.PreparedRequest;
import dev.ricochet.sink.request.Rendering;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts what came of an attempt into words: what counts as delivered, what as failed. */
final class AttemptReport {

    /** The lane had too many deliveries waiting. */
    static final String LANE_FULL = "lane_full";

    /** The server kept failing and is left alone for a while. */
    static final String LANE_BROKEN = "lane_broken";

    /** The catalog that this dispatcher knows has no such endpoint, or has it disabled. */
    static final String ENDPOINT_NOT_ENABLED = "endpoint_not_enabled";

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;

    private final DueDelivery due;
    private final Instant startedAt;

    AttemptReport(DueDelivery due, Instant startedAt) {
        this.due = due;
        this.startedAt = startedAt;
    }

    /** Sent: only 2xx is success, and 410 is the server's word that it wants no more. */
    DeliveryAttempt sent(PreparedRequest request, SendOutcome outcome, Instant endedAt) {
        DeliveryAttempt.Builder attempt = begin(endedAt).setUrl(request.url());
        if (outcome instanceof Answered answered) {
            attempt.setResult(resultOf(answered.status()))
                    .setHttpStatus(answered.status())
                    .setRetryAfterMs(millis(answered.retryAfter()))
                    .setResponseBody(answered.body());
        } else if (outcome instanceof Unanswered unanswered) {
            attempt.setResult(AttemptResult.FAILED)
                    .setError(unanswered.error().code())
                    .setErrorDetail(unanswered.detail());
        }
        return attempt.build();
    }

    /** Not sent, because the endpoint's settings make no request. */
    DeliveryAttempt refused(Rendering.Refused refused, Instant endedAt) {
        return begin(endedAt)
                .setResult(AttemptResult.FAILED)
                .setError(refused.error())
                .setErrorDetail(refused.detail())
                .build();
    }

    /** Not sent, and no fault of the delivery's: it keeps its try. */
    DeliveryAttempt deferred(String why, @Nullable Duration pause, Instant endedAt) {
        return begin(endedAt)
                .setResult(AttemptResult.DEFERRED)
                .setError(why)
                .setRetryAfterMs(millis(pause))
                .build();
    }

    /** What the outcome says about the server. A 4xx is an answer: the server is well, it does not want this request. */
    static Health healthOf(SendOutcome outcome) {
        if (outcome instanceof Answered answered) {
            return answered.status() >= 500 || answered.status() == TOO_MANY_REQUESTS ? Health.ILL : Health.WELL;
        }
        return Health.ILL;
    }

    private static AttemptResult resultOf(int status) {
        if (status >= 200 && status < 300) {
            return AttemptResult.DELIVERED;
        }
        return status == GONE ? AttemptResult.GONE : AttemptResult.FAILED;
    }

    private DeliveryAttempt.Builder begin(Instant endedAt) {
        return DeliveryAttempt.newBuilder()
                .setDeliveryId(due.getDeliveryId())
                .setAttempt(due.getAttempt())
                .setEndpointId(due.getEndpointId())
                .setAffiliateId(due.getConversion().getAffiliateId())
                .setConversionId(due.getConversion().getConversionId())
                .setConversionVersion(due.getConversion().getVersion())
                .setDueAt(due.getDueAt())
                .setStartedAt(startedAt)
                .setDurationMs(Math.max(0, Duration.between(startedAt, endedAt).toMillis()));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
