package dev.ricochet.local.stack;

import java.util.Arrays;
import java.util.Optional;

/** The services of the pipeline. */
public enum StackService {
    GATEWAY("ingest-gateway", "dev.ricochet.gateway.GatewayMain"),
    STREAMS("attribution-streams", "dev.ricochet.attribution.AttributionMain"),
    SINK("payout-sink", "dev.ricochet.sink.SinkMain");

    private final String processName;
    private final String mainClass;

    StackService(String processName, String mainClass) {
        this.processName = processName;
        this.mainClass = mainClass;
    }

    /** The name of the process, and of the module that it is built from. */
    public String processName() {
        return processName;
    }

    String mainClass() {
        return mainClass;
    }

    public static Optional<StackService> named(String processName) {
        return Arrays.stream(values())
                .filter(service -> service.processName.equals(processName))
                .findFirst();
    }
}
