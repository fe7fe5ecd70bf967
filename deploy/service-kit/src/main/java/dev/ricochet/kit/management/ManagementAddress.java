package dev.ricochet.kit.management;

import dev.ricochet.kit.config.Settings;
import java.util.Map;

/** Where the management server listens. */
public record ManagementAddress(String host, int port) {
    // All of a network's services fit on one machine with their defaults; so the defaults stand in one place.
    private static final Map<String, Integer> PORTS =
            Map.of("ingest-gateway", 8081, "attribution-streams", 8082, "payout-sink", 8083);
    private static final int PORT_OF_OTHERS = 8089;

    public static ManagementAddress from(Settings settings, String service) {
        return new ManagementAddress(
                settings.text(
                        "RICOCHET_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "Address on which health, metrics and administration are served."),
                settings.port(
                        "RICOCHET_MANAGEMENT_PORT",
                        PORTS.getOrDefault(service, PORT_OF_OTHERS),
                        "Its port; 0 takes any free one."));
    }
}
