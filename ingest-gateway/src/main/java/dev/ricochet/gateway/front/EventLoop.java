package dev.ricochet.gateway.front;

import dev.ricochet.gateway.bulk.BatchDoor;
import dev.ricochet.gateway.click.ClickDoor;
import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.click.ImpressionDoor;
import dev.ricochet.gateway.clickreport.ClickReportDoor;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.postback.PostbackDoor;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.tls.CertificateWatch;
import dev.ricochet.gateway.tls.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One event loop's share of the public server. */
final class EventLoop extends VerticleBase {
    /** Macros that trackers fill make long links. */
    private static final int MOST_REQUEST_LINE = 16 * 1024;

    private static final int MOST_HEADERS = 16 * 1024;
    private static final int MOST_STREAMS = 100;
    private static final int BACKLOG = 4_096;

    private final FrontSettings settings;
    private final ClickServices clicks;
    private final PostbackServices postbacks;
    private final ReceiptDoor receipts;
    private final SharedFront shared;
    private final List<AutoCloseable> timers = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>(2);

    EventLoop(
            FrontSettings settings,
            ClickServices clicks,
            PostbackServices postbacks,
            ReceiptDoor receipts,
            SharedFront shared) {
        this.settings = settings;
        this.clicks = clicks;
        this.postbacks = postbacks;
        this.receipts = receipts;
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        Deadline clickDeadline = new Deadline(vertx, settings.clickDeadline());
        Deadline postbackDeadline = new Deadline(vertx, settings.postbackDeadline());
        ConnectionWatch connections = shared.watch(vertx, settings.bounds());
        LoopLag lag = shared.lag(vertx, settings.bounds());
        timers.addAll(List.of(clickDeadline, postbackDeadline, connections, lag));
        Duration rowWithin = settings.bounds().headWithin();
        Doors doors = new Doors(
                new ClickDoor(clicks, clickDeadline),
                new ImpressionDoor(clicks, clickDeadline),
                new PostbackDoor(postbacks, postbackDeadline, shared.bodies()),
                new ClickReportDoor(clicks, postbackDeadline, shared.bodies(), rowWithin),
                new BatchDoor(postbacks, postbackDeadline, rowWithin),
                receipts);
        FrontDoor door = new FrontDoor(doors, postbacks.refusals(), postbacks.safeguards(), connections, lag);
        Future<?> plain = listen(options(), door, connections, settings.port()).onSuccess(shared::listensPlain);
        TlsSettings tls = settings.tls();
        CertificateWatch certificates = shared.certificates();
        if (tls == null || certificates == null) {
            return plain;
        }
        Future<HttpServer> secured = listen(certificates.secured(options()), door, connections, tls.port());
        return Future.join(plain, secured.onSuccess(server -> {
            certificates.keepFresh(server);
            shared.listensSecured(server);
        }));
    }

    private Future<HttpServer> listen(
            HttpServerOptions options, FrontDoor door, ConnectionWatch connections, int port) {
        HttpServer server = vertx.createHttpServer(options)
                .connectionHandler(connections::opened)
                .requestHandler(door)
                .invalidRequestHandler(door::refuseInvalid);
        servers.add(server);
        // Vert.x shares a negative port between the instances of a deployment; 0 would give each its own.
        return server.listen(port == 0 ? -1 - servers.size() : port, settings.host());
    }

    /** Takes no more connections, lets requests under way end, then closes. */
    @Override
    public Future<?> stop() {
        long within = settings.drainWithin().toMillis();
        List<Future<Void>> closing = servers.stream()
                .map(server -> server.shutdown(within, TimeUnit.MILLISECONDS))
                .toList();
        return Future.join(closing).onComplete(closed -> timers.forEach(EventLoop::end));
    }

    private static void end(AutoCloseable timer) {
        try {
            timer.close();
        } catch (Exception e) {
            throw new IllegalStateException("a timer does not fail to end", e);
        }
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(MOST_REQUEST_LINE)
                .setMaxHeaderSize(MOST_HEADERS)
                .setAcceptBacklog(BACKLOG)
                .setTcpNoDelay(true)
                .setCompressionSupported(false)
                // Nobody speaks WebSocket here; without these two, each request passes handlers for it.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                // Line and headers are one list there.
                .setInitialSettings(new Http2Settings()
                        .setMaxHeaderListSize(MOST_REQUEST_LINE + MOST_HEADERS)
                        .setMaxConcurrentStreams(MOST_STREAMS))
                .setIdleTimeout((int) settings.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
