package dev.ricochet.gateway;

import dev.ricochet.gateway.front.FrontSettings;
import dev.ricochet.gateway.postback.CallerSettings;
import dev.ricochet.gateway.publish.PublisherSettings;
import dev.ricochet.gateway.spool.SpoolSettings;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.click.ClickKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway can be told.
 *
 * @param countryFile a MaxMind file; null where countries are not told
 */
public record GatewayConfig(
        KafkaConnection kafka,
        ClickKeys clickKeys,
        FrontSettings front,
        CallerSettings callers,
        PublisherSettings publisher,
        SpoolSettings spool,
        AdminSettings admin,
        @Nullable Path countryFile) {

    private static final ClickKeys NO_KEYS = new ClickKeys(Map.of(0, new byte[32]), 0);

    public static GatewayConfig from(Settings settings) {
        GatewayConfig config = new GatewayConfig(
                KafkaConnection.from(settings),
                settings.secret(
                        "RICOCHET_CLICK_KEYS",
                        null,
                        "Keys that sign click ids; the first signs, all are accepted. The same for all services.",
                        "id:hex,id:hex,… with ids 0 to 15 and at least 16 bytes each",
                        ClickKeys::parse,
                        NO_KEYS),
                FrontSettings.from(settings),
                CallerSettings.from(settings),
                PublisherSettings.from(settings),
                SpoolSettings.from(settings),
                AdminSettings.from(settings),
                settings.optionalPath(
                        "RICOCHET_GATEWAY_GEOIP_FILE",
                        "MaxMind file (.mmdb) that tells the countries of visitors; read again when it changes."));
        config.requirePatience(settings);
        config.publisher.requireDeliverable(config.kafka, settings);
        return config;
    }

    /** A request that is answered before the producer gives up can never be told success for a record that was dropped. */
    private void requirePatience(Settings settings) {
        Duration producer = publisher.deliveryTimeout();
        if (producer.compareTo(front.postbackDeadline().multipliedBy(2)) < 0) {
            settings.problem("RICOCHET_GATEWAY_DELIVERY_TIMEOUT is " + producer
                    + ", expected: at least twice RICOCHET_GATEWAY_POSTBACK_DEADLINE, which is "
                    + front.postbackDeadline());
        }
        if (spool.after().compareTo(front.postbackDeadline()) >= 0) {
            settings.problem("RICOCHET_GATEWAY_SPOOL_AFTER is " + spool.after()
                    + ", expected: less than RICOCHET_GATEWAY_POSTBACK_DEADLINE, which is "
                    + front.postbackDeadline() + ", so that the disk has some of it");
        }
    }
}
