package dev.ricochet.attribution.stats.query;

import dev.ricochet.attribution.stats.StatsSettings;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.ApiServer;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.key.ApiKeys;
import dev.ricochet.kit.key.Role;
import dev.ricochet.kit.service.ServiceRuntime;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** Every route. All need a key that may read, but for their description. */
public final class QueryRoutes {

    private QueryRoutes() {}

    /**
     * Answers on the service's management port.
     *
     * @param self as which this worker is known to the others
     */
    public static void mount(
            KafkaStreams streams,
            HostInfo self,
            Supplier<Catalog> catalog,
            StatsSettings settings,
            ServiceRuntime service) {
        Relay relay = new Relay(service.vertx());
        service.onShutdown(
                "queries",
                () -> relay.close().toCompletionStage().toCompletableFuture().join());
        Owners owners = new Owners(streams, self);
        LocalState state = new LocalState(streams);
        OneWorkersAnswer one = new OneWorkersAnswer(owners, relay, service.vertx());
        Lookups lookups = new Lookups(one, state, catalog);
        StatsRoute stats = new StatsRoute(one, owners, state, relay, service.vertx());
        Object document = OpenApi.document();
        QueryMeters meters = new QueryMeters(service.meters());
        List<ApiRoute> routes = new ArrayList<>();
        routes.add(ApiRoute.get("/receipts/{id}", Role.READ, lookups::receipt));
        routes.add(ApiRoute.get("/conversions/{id}", Role.READ, lookups::conversion));
        routes.add(ApiRoute.get("/affiliates/{id}/tier", Role.READ, lookups::tier));
        routes.add(ApiRoute.get(
                StatsRoute.PATH, Role.READ, stats::answer, StatsQuestion.PARAMETERS.toArray(String[]::new)));
        routes.replaceAll(meters::timed);
        routes.add(new ApiRoute(
                HttpMethod.GET, "/openapi.json", null, Set.of(), call -> Future.succeededFuture(Answer.ok(document))));
        ApiServer.mount(service.management().router(), routes, ApiKeys.follow(settings.apiKeys(), service), request -> {
            SocketAddress remote = request.remoteAddress();
            return remote == null ? null : remote.hostAddress();
        });
    }
}
