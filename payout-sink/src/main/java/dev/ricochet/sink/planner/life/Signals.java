package dev.ricochet.sink.planner.life;

import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.event.EndpointSignalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Thins attempts out to what may change an endpoint's state, for one task of the planner. A failure is told at most every
 * ten seconds; a success is told after each failure that was told, and now and then, since another task may have told of
 * failures. What is remembered is lost with the task, which makes it tell more, never less.
 */
public final class Signals {

    private static final Duration FAILURE_AGAIN = Duration.ofSeconds(10);
    private static final Duration SUCCESS_AGAIN = Duration.ofMinutes(5);

    private final Map<String, Told> told = new HashMap<>();

    private record Told(boolean failure, Instant failureAt, Instant successAt) {
        static final Told NOTHING = new Told(false, Instant.MIN, Instant.MIN);
    }

    /** The signal that an attempt is worth, if any. */
    public Optional<EndpointSignal> of(DeliveryAttempt attempt) {
        Instant at = attempt.getStartedAt().plusMillis(attempt.getDurationMs());
        Told before = told.getOrDefault(attempt.getEndpointId(), Told.NOTHING);
        return switch (attempt.getResult()) {
            case DELIVERED -> {
                if (!before.failure && at.minus(SUCCESS_AGAIN).isBefore(before.successAt)) {
                    yield Optional.empty();
                }
                told.put(attempt.getEndpointId(), new Told(false, before.failureAt, at));
                yield Optional.of(signal(attempt, EndpointSignalKind.SUCCEEDED, at));
            }
            case FAILED -> {
                if (at.minus(FAILURE_AGAIN).isBefore(before.failureAt)) {
                    yield Optional.empty();
                }
                told.put(attempt.getEndpointId(), new Told(true, at, before.successAt));
                yield Optional.of(signal(attempt, EndpointSignalKind.FAILED, at));
            }
            case GONE -> Optional.of(signal(attempt, EndpointSignalKind.GONE, at));
            case DEFERRED, UNKNOWN -> Optional.empty();
        };
    }

    private static EndpointSignal signal(DeliveryAttempt attempt, EndpointSignalKind kind, Instant at) {
        Integer status = attempt.getHttpStatus();
        return new EndpointSignal(
                attempt.getEndpointId(), kind, at, null, status != null ? "HTTP " + status : attempt.getError());
    }
}
