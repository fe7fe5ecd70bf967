package dev.ricochet.local.connection;

import dev.ricochet.local.stack.Ports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the parts of a stack listen. A port that is named by its own option is not moved by the offset. */
public final class PortOptions {

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "Moves every port by N, so that a second stack can run beside the first.")
    private int offset;

    @Option(names = "--broker-port", paramLabel = "PORT", description = "Kafka. Default: 9092.")
    private @Nullable Integer broker;

    @Option(names = "--controller-port", paramLabel = "PORT", description = "Kafka's controller. Default: 9093.")
    private @Nullable Integer controller;

    @Option(names = "--registry-port", paramLabel = "PORT", description = "Schema registry. Default: 8085.")
    private @Nullable Integer registry;

    @Option(names = "--gateway-port", paramLabel = "PORT", description = "Clicks and postbacks. Default: 8080.")
    private @Nullable Integer gateway;

    @Option(
            names = "--gateway-management-port",
            paramLabel = "PORT",
            description = "Health and metrics of the gateway. Default: 8081.")
    private @Nullable Integer gatewayManagement;

    @Option(
            names = "--streams-management-port",
            paramLabel = "PORT",
            description = "Health and metrics of attribution-streams. Default: 8082.")
    private @Nullable Integer streamsManagement;

    @Option(
            names = "--sink-management-port",
            paramLabel = "PORT",
            description = "Health and metrics of payout-sink. Default: 8083.")
    private @Nullable Integer sinkManagement;

    public Ports ports() {
        Ports moved = Ports.standard().plus(offset);
        return new Ports(
                or(broker, moved.broker()),
                or(controller, moved.controller()),
                or(registry, moved.registry()),
                or(gateway, moved.gateway()),
                or(gatewayManagement, moved.gatewayManagement()),
                or(streamsManagement, moved.streamsManagement()),
                or(sinkManagement, moved.sinkManagement()));
    }

    private static int or(@Nullable Integer chosen, int standard) {
        return chosen != null ? chosen : standard;
    }
}
