package dev.ricochet.attribution.runtime;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** The figures of a restoration by the application's role. Alert when {@code remaining} stays above 0 and does not fall. */
final class RestorationMeters {

    private static final String PREFIX = "ricochet.restoration.";

    private RestorationMeters() {}

    static void register(MeterRegistry registry, String role, RestorationProgress progress) {
        gauge(registry, role, progress, "partitions", "Partitions of state being restored", Restoration::partitions);
        gauge(registry, role, progress, "remaining.records", "Records still to be restored", Restoration::remaining);
        gauge(registry, role, progress, "eta.seconds", "How long that takes at the present rate", restoration -> {
            Duration eta = restoration.eta();
            return restoration.isRunning() && eta != null ? eta.toSeconds() : 0;
        });
        FunctionCounter.builder(PREFIX + "records", progress, RestorationProgress::restored)
                .description("Records restored")
                .tag("role", role)
                .register(registry);
        FunctionCounter.builder(PREFIX + "bytes", progress, from -> from.now().bytes())
                .description("Bytes read for restoring")
                .baseUnit("bytes")
                .tag("role", role)
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry,
            String role,
            RestorationProgress progress,
            String name,
            String description,
            ToDoubleFunction<Restoration> figure) {
        Gauge.builder(PREFIX + name, progress, from -> figure.applyAsDouble(from.now()))
                .description(description)
                .tag("role", role)
                .strongReference(true)
                .register(registry);
    }
}
