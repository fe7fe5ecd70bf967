package dev.ricochet.gateway;

import dev.ricochet.kit.service.Service;

/** Runs the gateway as a process. */
public final class GatewayMain {
    /** The service's name in logs, metrics and health. */
    public static final String NAME = "ingest-gateway";

    private GatewayMain() {}

    public static void main(String[] arguments) {
        Service.run(NAME, GatewayConfig::from, Gateway::start);
    }
}
