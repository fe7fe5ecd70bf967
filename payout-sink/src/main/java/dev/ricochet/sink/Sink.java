package dev.ricochet.sink;

import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.sink.admin.AdminApi;
import dev.ricochet.sink.dispatcher.Dispatcher;
import dev.ricochet.sink.endpoint.Endpoints;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.Planner;
import dev.ricochet.sink.planner.SourceTopics;
import java.time.Clock;

/**
 * The service, part by part:
 *
 * <pre>
 *   catalog, endpoint states                           who wants to hear of what, and who may be called
 *   conversions, commands ──▶ planner ──▶ deliveries due ──▶ dispatcher ──HTTP──▶ affiliate
 *                                ▲                                │
 *                                └──────── delivery attempts ◀────┘
 *   admin API                                          tests, replays, pauses: on the management port
 * </pre>
 */
public final class Sink {

    private Sink() {}

    /** Starts the parts that this process plays, the receiving side before the offering side. */
    public static void start(SinkConfig config, ServiceRuntime runtime) throws InterruptedException {
        SourceTopics.require(config.kafka());
        SinkMetrics metrics = new SinkMetrics(runtime.meters(), Clock.systemUTC());
        Endpoints endpoints = Endpoints.start(config.kafka(), runtime);
        AdminApi.open(
                config.admin().keysFile(),
                config.kafka(),
                endpoints,
                config.outbound().sender("test", runtime),
                runtime);
        SinkConfig.Work work = config.work();
        if (config.roles().contains(Role.DISPATCHER)) {
            Dispatcher.start(
                    work.dispatcher(),
                    config.outbound().sender("delivery", runtime),
                    config.kafka(),
                    endpoints,
                    metrics,
                    runtime);
        }
        if (config.roles().contains(Role.PLANNER)) {
            Planner.start(work.planner(), work.lives(), config.kafka(), endpoints, metrics, runtime);
        }
    }
}
