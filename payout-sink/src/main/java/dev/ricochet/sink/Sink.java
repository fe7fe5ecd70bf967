package dev.ricochet.sink;

import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.sink.dispatcher.Dispatcher;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.Planner;
import java.time.Clock;

/**
 * The service, part by part:
 *
 * <pre>
 *   catalog                                            who wants to hear of what
 *   conversions ──▶ planner ──▶ deliveries due ──▶ dispatcher ──HTTP──▶ affiliate
 *                      ▲                                │
 *                      └──────── delivery attempts ◀────┘
 * </pre>
 */
public final class Sink {

    private Sink() {}

    /** Starts the parts that this process plays, the receiving side before the offering side. */
    public static void start(SinkConfig config, ServiceRuntime runtime) throws InterruptedException {
        SinkMetrics metrics = new SinkMetrics(runtime.meters(), Clock.systemUTC());
        CatalogReader catalog = CatalogReader.start(config.kafka(), runtime);
        if (config.roles().contains(Role.DISPATCHER)) {
            Dispatcher.start(config.dispatcher(), config.kafka(), catalog, metrics, runtime);
        }
        if (config.roles().contains(Role.PLANNER)) {
            Planner.start(config.planner(), config.kafka(), catalog, metrics, runtime);
        }
    }
}
