package dev.ricochet.sink.planner.life;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.schemas.event.EndpointEventCause;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.schemas.state.EndpointLife;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint's state changes.
 *
 * @param failingAfter for how long nothing must have got through until an endpoint counts as failing
 * @param disabledAfter and until it is disabled; both are judged at a failure, so silence disables nobody
 */
public record LifeRules(Duration failingAfter, Duration disabledAfter) {

    public static LifeRules from(Settings settings) {
        return new LifeRules(
                settings.duration(
                        "RICOCHET_ENDPOINT_FAILING_AFTER",
                        "10m",
                        "For how long nothing must have got through to an endpoint until it counts as failing."),
                settings.duration(
                        "RICOCHET_ENDPOINT_DISABLED_AFTER",
                        "5d",
                        "For how long nothing must have got through to an endpoint until it is disabled."));
    }

    /**
     * What follows.
     *
     * @param life what is to be remembered
     * @param cause why the state is another one than before; null where it is the same
     */
    public record Step(EndpointLife life, @Nullable EndpointEventCause cause) {}

    /** The life of an endpoint of which nothing is known. */
    public static EndpointLife unknown() {
        return new EndpointLife(EndpointState.ACTIVE, null, null);
    }

    /** What a signal makes of a life. */
    public Step decide(EndpointLife life, EndpointSignal signal) {
        Instant at = signal.getAt();
        return switch (signal.getKind()) {
            case SUCCEEDED -> outdated(life, at) ? same(life) : succeeded(life, at);
            case FAILED -> outdated(life, at) || !called(life) ? same(life) : failed(life, at);
            case GONE ->
                outdated(life, at) || !called(life)
                        ? same(life)
                        : change(life, EndpointState.DISABLED, life.getFailingSince(), at, EndpointEventCause.GONE);
            case ENABLE -> request(life, EndpointState.ACTIVE, at);
            case DISABLE -> request(life, EndpointState.DISABLED, at);
            case PAUSE -> request(life, EndpointState.PAUSED, at);
            case RESUME ->
                life.getState() == EndpointState.PAUSED ? request(life, EndpointState.ACTIVE, at) : same(life);
            case UNKNOWN -> same(life);
        };
    }

    private static Step succeeded(EndpointLife life, Instant at) {
        Instant since = life.getFailingSince();
        if (since == null || at.isBefore(since)) {
            return same(life);
        }
        return life.getState() == EndpointState.FAILING
                ? change(life, EndpointState.ACTIVE, null, at, EndpointEventCause.RECOVERED)
                : new Step(new EndpointLife(life.getState(), null, life.getChangedAt()), null);
    }

    private Step failed(EndpointLife life, Instant at) {
        Instant since = life.getFailingSince();
        if (since == null) {
            return new Step(new EndpointLife(life.getState(), at, life.getChangedAt()), null);
        }
        Duration failing = Duration.between(since, at);
        if (failing.compareTo(disabledAfter) >= 0) {
            return change(life, EndpointState.DISABLED, since, at, EndpointEventCause.FAILURES);
        }
        boolean turns = life.getState() == EndpointState.ACTIVE && failing.compareTo(failingAfter) >= 0;
        return turns ? change(life, EndpointState.FAILING, since, at, EndpointEventCause.FAILURES) : same(life);
    }

    /** A request begins anew: what failed before it is forgiven. */
    private static Step request(EndpointLife life, EndpointState state, Instant at) {
        return life.getState() == state ? same(life) : change(life, state, null, at, EndpointEventCause.REQUEST);
    }

    /** An attempt that ended before the last change of state was under way then, and is no news. */
    private static boolean outdated(EndpointLife life, Instant at) {
        return life.getChangedAt() != null && at.isBefore(life.getChangedAt());
    }

    private static boolean called(EndpointLife life) {
        return life.getState() == EndpointState.ACTIVE || life.getState() == EndpointState.FAILING;
    }

    private static Step same(EndpointLife life) {
        return new Step(life, null);
    }

    private static Step change(
            EndpointLife life,
            EndpointState state,
            @Nullable Instant failingSince,
            Instant at,
            EndpointEventCause why) {
        return new Step(new EndpointLife(state, failingSince, at), life.getState() == state ? null : why);
    }
}
