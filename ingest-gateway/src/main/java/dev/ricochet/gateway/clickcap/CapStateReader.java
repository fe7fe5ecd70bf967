package dev.ricochet.gateway.clickcap;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.TopicFollower;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Follows what settle tells of conversion caps. Nothing waits for it: where it is behind, or the broker is away, clicks go
 * where they went before, and settle rejects what is too much.
 */
public final class CapStateReader {
    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private CapStateReader() {}

    /** Begins to read, until shutdown. Looks the schema up in the registry. */
    public static void start(ConversionCaps caps, InstantSource clock, KafkaConnection kafka, ServiceRuntime runtime) {
        TopicFollower.Listener<CapEvent> listener = (key, state, writtenAt) -> {
            if (state != null) {
                caps.hear(state, clock.instant());
            }
        };
        TopicFollower<CapEvent> states = TopicFollower.start(Topics.CAP_STATES, listener, kafka, runtime);
        long timer = runtime.vertx().setPeriodic(FORGET_EVERY.toMillis(), id -> caps.forget(clock.instant()));
        runtime.onShutdown("cap states", () -> {
            runtime.vertx().cancelTimer(timer);
            states.close();
        });
    }
}
