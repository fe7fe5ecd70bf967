package dev.ricochet.kit.management;

import dev.ricochet.kit.health.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Listens from its construction to its close. */
public final class ManagementServer implements AutoCloseable {
    private static final int IDLE_TIMEOUT_SECONDS = 120;

    private final Router router;
    private final HttpServer server;
    private final String host;

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException if it cannot; the message names host and port
     */
    public ManagementServer(Vertx vertx, ManagementAddress address, Health health, PrometheusMeterRegistry meters) {
        this.host = address.host();
        this.router = Router.router(vertx);
        router.route().handler(ManagementServer::guard);
        new HealthRoutes(vertx, health).mount(router);
        router.get("/metrics")
                .blockingHandler(
                        context -> context.response()
                                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                                .end(meters.scrape()),
                        false);
        HttpServerOptions options =
                new HttpServerOptions().setIdleTimeout(IDLE_TIMEOUT_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        this.server = await(
                vertx.createHttpServer(options).requestHandler(router).listen(address.port(), address.host()), address);
    }

    /** For what the service adds: routes may be added at any time. */
    public Router router() {
        return router;
    }

    public String host() {
        return host;
    }

    /** The port in use, also where 0 was asked for. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What is served here is for now and for machines: no cache keeps it, no browser guesses what it might be or frames it. */
    private static void guard(RoutingContext context) {
        context.response()
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("referrer-policy", "no-referrer");
        context.next();
    }

    private static HttpServer await(Future<HttpServer> listening, ManagementAddress address) {
        try {
            return listening.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            String where = "The management server cannot listen on " + address.host() + ":" + address.port();
            throw new IllegalStateException(
                    e.getCause() instanceof BindException
                            ? where + ": " + e.getCause().getMessage()
                                    + ". Stop what uses that port, or set RICOCHET_MANAGEMENT_PORT"
                            : where + ": " + e.getCause(),
                    e.getCause());
        }
    }
}
