package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.http.HttpLimits;
import dev.ricochet.sink.http.SendOutcome;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.http.Timing;
import dev.ricochet.sink.lane.Health;
import dev.ricochet.sink.request.PreparedRequest;
import dev.ricochet.sink.request.Rendering;
import dev.ricochet.sink.schedule.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts what came of an attempt into words: what counts as delivered, what as failed. */
final class AttemptReport {

    /** The catalog that this dispatcher knows has no such endpoint, or it is not to be called. */
    static final String ENDPOINT_NOT_ENABLED = "endpoint_not_enabled";

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final DueDelivery due;
    private final Instant startedAt;

    private final RetrySchedule schedule;

    /** @param schedule the planner's, to tell when it will try again */
    AttemptReport(DueDelivery due, Instant startedAt, RetrySchedule schedule) {
        this.due = due;
        this.startedAt = startedAt;
        this.schedule = schedule;
    }

    /** Sent: only 2xx is success, and 410 is the server's word that it wants no more. What our own side spoiled is deferred. */
    DeliveryAttempt sent(PreparedRequest request, SendOutcome outcome, Instant endedAt) {
        Timing timing = outcome.timing();
        DeliveryAttempt.Builder attempt = begin(endedAt)
                .setUrl(request.url())
                .setMethod(request.method())
                .setRequestHeaders(request.shownHeaders())
                .setRequestBody(body(request))
                .setNameMs(millis(timing.name()))
                .setConnectMs(millis(timing.connect()))
                .setAnswerMs(millis(timing.answer()))
                .setBodyMs(millis(timing.body()));
        if (outcome instanceof Answered answered) {
            attempt.setResult(resultOf(answered.status()))
                    .setHttpStatus(answered.status())
                    .setRetryAfterMs(millis(answered.retryAfter()))
                    .setResponseBody(answered.body());
        } else if (outcome instanceof Unanswered unanswered) {
            attempt.setResult(unanswered.ours() ? AttemptResult.DEFERRED : AttemptResult.FAILED)
                    .setError(unanswered.error().code())
                    .setErrorDetail(unanswered.detail());
        }
        return attempt.setNextAttemptAt(next(attempt, endedAt)).build();
    }

    /** Not sent, because the endpoint's settings make no request. */
    DeliveryAttempt refused(Rendering.Refused refused, Instant endedAt) {
        DeliveryAttempt.Builder attempt = begin(endedAt)
                .setResult(AttemptResult.FAILED)
                .setError(refused.error())
                .setErrorDetail(refused.detail());
        return attempt.setNextAttemptAt(next(attempt, endedAt)).build();
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
            boolean asksForLess = answered.status() == TOO_MANY_REQUESTS
                    || (answered.status() == UNAVAILABLE && answered.retryAfter() != null);
            if (asksForLess) {
                return new Health.Overloaded(answered.retryAfter());
            }
            return answered.status() >= 500 ? Health.ILL : Health.WELL;
        }
        return ((Unanswered) outcome).ours() ? Health.UNKNOWN : Health.ILL;
    }

    private @Nullable Instant next(DeliveryAttempt.Builder attempt, Instant endedAt) {
        if (attempt.getResult() != AttemptResult.FAILED) {
            return null;
        }
        Long asked = attempt.getRetryAfterMs();
        return schedule.waitAfter(
                        due.getDeliveryId(), due.getAttempt(), asked == null ? null : Duration.ofMillis(asked))
                .map(endedAt::plus)
                .orElse(null);
    }

    private static @Nullable String body(PreparedRequest request) {
        String body = request.shownBody();
        return body.isEmpty() ? null : body.substring(0, Math.min(body.length(), HttpLimits.KEPT_BYTES));
    }

    private static AttemptResult resultOf(int status) {
        if (status >= 200 && status < 300) {
            return AttemptResult.DELIVERED;
        }
        return status == GONE ? AttemptResult.GONE : AttemptResult.FAILED;
    }

    private DeliveryAttempt.Builder begin(Instant endedAt) {
        return unsaid().setDeliveryId(due.getDeliveryId())
                .setAttempt(due.getAttempt())
                .setEndpointId(due.getEndpointId())
                .setAffiliateId(due.getConversion().getAffiliateId())
                .setConversionId(due.getConversion().getConversionId())
                .setConversionVersion(due.getConversion().getVersion())
                .setDueAt(due.getDueAt())
                .setStartedAt(startedAt)
                .setDurationMs(Math.max(0, Duration.between(startedAt, endedAt).toMillis()));
    }

    /** With all that an attempt may lack, said: for what is not said, Avro searches the default of each field each time. */
    private static DeliveryAttempt.Builder unsaid() {
        return DeliveryAttempt.newBuilder()
                .setHttpStatus(null)
                .setError(null)
                .setErrorDetail(null)
                .setRetryAfterMs(null)
                .setUrl(null)
                .setResponseBody(null)
                .setMethod(null)
                .setRequestHeaders(Map.of())
                .setRequestBody(null)
                .setNameMs(null)
                .setConnectMs(null)
                .setAnswerMs(null)
                .setBodyMs(null)
                .setNextAttemptAt(null);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
