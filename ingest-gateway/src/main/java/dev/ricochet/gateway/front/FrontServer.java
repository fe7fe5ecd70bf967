package dev.ricochet.gateway.front;

import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.tls.CertificateWatch;
import dev.ricochet.gateway.tls.TlsSettings;
import dev.ricochet.kit.service.ServiceRuntime;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public server over all its event loops. */
public final class FrontServer {
    private static final Logger log = LoggerFactory.getLogger(FrontServer.class);

    private final SharedFront shared;

    private FrontServer(SharedFront shared) {
        this.shared = shared;
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
        Farewell farewell = new Farewell(settings.drainWithin());
        Vertx vertx = runtime.vertx();
        TlsSettings tls = settings.tls();
        CertificateWatch certificates = tls == null ? null : CertificateWatch.start(vertx, tls, runtime.meters());
        if (certificates != null) {
            runtime.onShutdown("certificate watch", certificates::close);
        }
        SharedFront shared = new SharedFront(runtime.meters(), certificates, farewell, settings.bounds());
        String deployment;
        try {
            deployment = vertx.deployVerticle(
                            () -> new EventLoop(settings, clicks, postbacks, receipts, shared),
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
        runtime.onShutdown("listener", farewell::stopListening);
        runtime.onShutdown("notice to load balancers and clients", () -> {
            farewell.begin();
            Thread.sleep(settings.drainNotice().toMillis());
        });
        log.atInfo()
                .addKeyValue("host", settings.host())
                .addKeyValue("port", shared.plainPort())
                .addKeyValue("tls_port", shared.securedPort())
                .addKeyValue("event_loops", settings.eventLoops())
                .log("Gateway listens");
        return new FrontServer(shared);
    }

    /** The port in use, also where any free one was asked for. */
    public int port() {
        return shared.plainPort();
    }

    /** The port for HTTPS in use; 0 where there is none. */
    public int tlsPort() {
        return shared.securedPort();
    }

    private static String reason(FrontSettings settings, Throwable cause) {
        TlsSettings tls = settings.tls();
        String where = "The gateway cannot listen on " + settings.host() + ":" + settings.port()
                + (tls == null ? "" : " and " + tls.port()) + ": ";
        return cause instanceof BindException
                ? where + cause.getMessage() + ". Stop what uses that port, or set RICOCHET_GATEWAY_PORT"
                        + (tls == null ? "" : " or RICOCHET_GATEWAY_TLS_PORT")
                : where + cause;
    }
}
