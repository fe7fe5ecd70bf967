package dev.ricochet.gateway.front;

import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.kit.service.ServiceRuntime;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public server over all its event loops. */
public final class FrontServer {
    private static final Logger log = LoggerFactory.getLogger(FrontServer.class);

    private final int port;

    private FrontServer(int port) {
        this.port = port;
    }

    /**
     * Listens; and registers its drain, which comes before the close of everything that was registered earlier.
     *
     * @throws IllegalStateException if the port cannot be had; the message names it
     */
    public static FrontServer start(
            FrontSettings settings,
            ClickServices clicks,
            PostbackServices postbacks,
            ReceiptDoor receipts,
            ServiceRuntime runtime) {
        AtomicInteger port = new AtomicInteger();
        Vertx vertx = runtime.vertx();
        String deployment;
        try {
            deployment = vertx.deployVerticle(
                            () -> new EventLoop(settings, clicks, postbacks, receipts, port::set),
                            new DeploymentOptions().setInstances(settings.eventLoops()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(reason(settings, cause), cause);
        }
        runtime.onShutdown(
                "HTTP server",
                () -> vertx.undeploy(deployment)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
        if (!settings.drainNotice().isZero()) {
            runtime.onShutdown(
                    "notice to load balancers",
                    () -> Thread.sleep(settings.drainNotice().toMillis()));
        }
        log.atInfo()
                .addKeyValue("host", settings.host())
                .addKeyValue("port", port.get())
                .addKeyValue("event_loops", settings.eventLoops())
                .log("Gateway listens");
        return new FrontServer(port.get());
    }

    /** The port in use, also where any free one was asked for. */
    public int port() {
        return port;
    }

    private static String reason(FrontSettings settings, Throwable cause) {
        String where = "The gateway cannot listen on " + settings.host() + ":" + settings.port() + ": ";
        return cause instanceof BindException
                ? where + cause.getMessage() + ". Stop what uses that port, or set RICOCHET_GATEWAY_PORT"
                : where + cause;
    }
}
