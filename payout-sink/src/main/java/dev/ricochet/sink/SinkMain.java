package dev.ricochet.sink;

import dev.ricochet.kit.service.Service;

/** The process. */
public final class SinkMain {

    /** The service's name in logs, metrics and on the management port. */
    public static final String NAME = "payout-sink";

    private SinkMain() {}

    public static void main(String[] arguments) {
        Service.run(NAME, SinkConfig::from, Sink::start);
    }
}
