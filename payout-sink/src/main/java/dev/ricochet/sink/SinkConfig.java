package dev.ricochet.sink;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.sink.dispatcher.DispatcherSettings;
import dev.ricochet.sink.http.Outbound;
import dev.ricochet.sink.planner.PlannerSettings;
import dev.ricochet.sink.planner.life.LifeRules;
import java.util.Set;

/**
 * Everything that can be set.
 *
 * @param work what planner and dispatcher do
 */
public record SinkConfig(Set<Role> roles, KafkaConnection kafka, Outbound outbound, Work work, AdminSettings admin) {

    /** How the two halves are set. */
    public record Work(PlannerSettings planner, LifeRules lives, DispatcherSettings dispatcher) {}

    public static SinkConfig from(Settings settings) {
        Set<Role> roles = settings.setOf("RICOCHET_ROLES", Role.class, "planner,dispatcher", "What this process does.");
        KafkaConnection kafka = KafkaConnection.from(settings);
        Outbound outbound = Outbound.from(settings);
        return new SinkConfig(
                roles,
                kafka,
                outbound,
                new Work(
                        PlannerSettings.from(settings),
                        LifeRules.from(settings),
                        DispatcherSettings.from(settings, outbound)),
                AdminSettings.from(settings));
    }
}
