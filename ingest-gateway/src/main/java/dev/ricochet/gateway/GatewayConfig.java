package dev.ricochet.gateway;

import dev.ricochet.gateway.front.FrontSettings;
import dev.ricochet.gateway.publish.PublisherSettings;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.click.ClickKeys;
import java.time.Duration;
import java.util.Map;

/** What the gateway can be told. */
public record GatewayConfig(
        KafkaConnection kafka,
        ClickKeys clickKeys,
        FrontSettings front,
        PublisherSettings publisher,
        AdminSettings admin) {

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
                PublisherSettings.from(settings),
                AdminSettings.from(settings));
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
    }
}
