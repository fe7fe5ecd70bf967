package dev.ricochet.attribution.stats.query;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.time.Duration;

/** How questions are answered: by route, by status, and whether another worker passed them on. */
final class QueryMeters {

    private static final int DEFECT = 500;

    private final MeterRegistry registry;

    QueryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The route, with its answers timed. Who shows no key is not counted: there is no question yet. */
    ApiRoute timed(ApiRoute route) {
        return new ApiRoute(route.method(), route.path(), route.role(), route.parameters(), call -> timed(route, call));
    }

    private Future<Answer> timed(ApiRoute route, Call call) {
        long startedAt = System.nanoTime();
        return route.operation()
                .answer(call)
                .onComplete(done -> Timer.builder("ricochet.stats.queries")
                        .description("Questions over HTTP, by route, status and whether another worker passed them on")
                        .tag("route", route.path())
                        .tag(
                                "status",
                                Integer.toString(
                                        done.succeeded() ? done.result().status() : DEFECT))
                        .tag("passed_on", Boolean.toString(Relay.isPassedOn(call)))
                        .register(registry)
                        .record(Duration.ofNanos(System.nanoTime() - startedAt)));
    }
}
