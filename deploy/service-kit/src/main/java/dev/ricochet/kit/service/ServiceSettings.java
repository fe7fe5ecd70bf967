package dev.ricochet.kit.service;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.logging.LogFormat;
import dev.ricochet.kit.management.ManagementAddress;
import java.time.Duration;

/** What every service may be told. */
record ServiceSettings(ManagementAddress management, Duration shutdownGrace) {
    private static final Duration TEST_GRACE = Duration.ofSeconds(20);

    static ServiceSettings from(Settings settings, String service) {
        ServiceSettings read = new ServiceSettings(
                ManagementAddress.from(settings, service),
                settings.duration(
                        "RICOCHET_SHUTDOWN_GRACE",
                        "30s",
                        "How long closing may take after SIGTERM. Keep it below the time after which the platform kills."));
        LogFormat.from(settings);
        return read;
    }

    static ServiceSettings forTest() {
        return new ServiceSettings(new ManagementAddress("127.0.0.1", 0), TEST_GRACE);
    }
}
