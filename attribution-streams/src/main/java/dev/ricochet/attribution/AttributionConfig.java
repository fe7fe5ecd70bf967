package dev.ricochet.attribution;

import dev.ricochet.attribution.match.MatchSettings;
import dev.ricochet.attribution.runtime.WorkerSettings;
import dev.ricochet.attribution.settle.SettleSettings;
import dev.ricochet.attribution.stats.StatsSettings;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.click.ClickKeys;
import java.util.Set;

/**
 * All that can be set on a worker.
 *
 * @param roles which applications it runs
 * @param kafka broker and registry
 * @param worker what all applications share
 * @param clickKeys the keys under which click ids are signed; the gateway's
 * @param match what only match reads
 * @param settle what only settle reads
 * @param stats what only the stats read
 */
record AttributionConfig(
        Set<Role> roles,
        KafkaConnection kafka,
        WorkerSettings worker,
        ClickKeys clickKeys,
        MatchSettings match,
        SettleSettings settle,
        StatsSettings stats) {

    static AttributionConfig from(Settings settings) {
        return new AttributionConfig(
                settings.setOf("RICOCHET_ROLES", Role.class, "match,settle,stats", "What this worker runs."),
                KafkaConnection.from(settings),
                WorkerSettings.from(settings),
                settings.secret(
                        "RICOCHET_CLICK_KEYS",
                        null,
                        "Keys of click ids, the active one first; the same as the gateway's.",
                        "id:hex of 16 bytes or more, several separated by commas",
                        ClickKeys::parse,
                        ClickKeys.parse("0:00000000000000000000000000000000")),
                MatchSettings.from(settings),
                SettleSettings.from(settings),
                StatsSettings.from(settings));
    }
}
