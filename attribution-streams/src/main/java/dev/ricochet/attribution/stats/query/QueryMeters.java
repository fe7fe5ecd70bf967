package dev.ricochet.attribution.stats.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How questions are answered: by route, by status, and whether another worker had to be asked. */
final class QueryMeters {

    private final MeterRegistry registry;

    QueryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(String route, int status, boolean passedOn, long startedAtNanos) {
        Timer.builder("ricochet.stats.queries")
                .description("Questions over HTTP, by route, status and whether they were passed on to another worker")
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .tag("passed_on", Boolean.toString(passedOn))
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - startedAtNanos));
    }
}
