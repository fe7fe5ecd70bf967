package dev.ricochet.sink.admin;

import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.ApiServer;
import dev.ricochet.kit.api.Workers;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.key.ApiKeys;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.sink.endpoint.Endpoints;
import dev.ricochet.sink.http.HttpSender;
import dev.ricochet.sink.replay.Outbox;
import dev.ricochet.sink.replay.Replays;
import dev.ricochet.sink.replay.TopicReader;
import dev.ricochet.sink.request.RequestBuilder;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every route, and what they are made of. */
public final class AdminApi {

    private static final int THREADS = 2;
    private static final int WAITING = 8;

    private AdminApi() {}

    /** @param keysFile null: nobody may use it */
    public static void open(
            @Nullable Path keysFile,
            KafkaConnection kafka,
            Endpoints endpoints,
            HttpSender sender,
            ServiceRuntime runtime) {
        Clock clock = Clock.systemUTC();
        Workers workers = new Workers(runtime.vertx(), "sink-admin", THREADS, WAITING);
        runtime.onShutdown("admin API", workers::close);
        TopicReader reader = new TopicReader(kafka);
        Outbox outbox = Outbox.open(kafka, runtime);
        Replays replays = new Replays(reader, outbox, clock, Replays.MOST);

        List<ApiRoute> routes = new ArrayList<>();
        routes.addAll(new EndpointRoutes(endpoints.directory(), outbox, replays, workers, clock).all());
        routes.addAll(new ReplayRoutes(endpoints.directory(), reader, outbox, replays, workers, clock).all());
        routes.addAll(new TryRoutes(
                        endpoints.directory(), new RequestBuilder(runtime.version()), sender, runtime.vertx(), clock)
                .all());
        routes.addAll(new HistoryRoutes(reader, workers, clock).all());
        ApiServer.mount(runtime.management().router(), routes, ApiKeys.follow(keysFile, runtime), request -> {
            SocketAddress remote = request.remoteAddress();
            return remote == null ? null : remote.hostAddress();
        });
    }
}
