package dev.ricochet.bench.latency;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;

/** The affiliates' servers, all in one: notes when a call came, by its parameter {@code order}, and answers 200 at once. */
final class AffiliateHost implements AutoCloseable {

    private final HttpServer server;

    private AffiliateHost(HttpServer server) {
        this.server = server;
    }

    static AffiliateHost start(Vertx vertx, Journeys journeys) throws Exception {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions())
                .requestHandler(request -> {
                    String order = request.getParam("order");
                    if (order != null) {
                        journeys.seen(Station.AFFILIATE, order, System.currentTimeMillis());
                    }
                    request.response().end();
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        return new AffiliateHost(server);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public void close() {
        var unused = server.close();
    }
}
