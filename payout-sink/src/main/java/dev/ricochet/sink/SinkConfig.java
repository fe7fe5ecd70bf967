package dev.ricochet.sink;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.sink.dispatcher.DispatcherSettings;
import dev.ricochet.sink.planner.PlannerSettings;
import java.util.Set;

/** Everything that can be set. */
public record SinkConfig(
        Set<Role> roles, KafkaConnection kafka, PlannerSettings planner, DispatcherSettings dispatcher) {

    public static SinkConfig from(Settings settings) {
        return new SinkConfig(
                settings.setOf("RICOCHET_ROLES", Role.class, "planner,dispatcher", "What this process does."),
                KafkaConnection.from(settings),
                PlannerSettings.from(settings),
                DispatcherSettings.from(settings));
    }
}
