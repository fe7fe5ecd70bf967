package dev.ricochet.gateway.front;

import dev.ricochet.gateway.click.ClickDoor;
import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.postback.PostbackDoor;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.publish.Deadline;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** One event loop's share of the public server. */
final class EventLoop extends VerticleBase {
    /** Macros that trackers fill make long links. */
    private static final int MOST_REQUEST_LINE = 16 * 1024;

    private static final int MOST_HEADERS = 16 * 1024;
    private static final int BACKLOG = 4_096;

    private final FrontSettings settings;
    private final ClickServices clicks;
    private final PostbackServices postbacks;
    private final ReceiptDoor receipts;
    private final IntConsumer listening;
    private final List<Deadline> deadlines = new ArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>(1);

    /** @param listening is told the port in use */
    EventLoop(
            FrontSettings settings,
            ClickServices clicks,
            PostbackServices postbacks,
            ReceiptDoor receipts,
            IntConsumer listening) {
        this.settings = settings;
        this.clicks = clicks;
        this.postbacks = postbacks;
        this.receipts = receipts;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        Deadline clickDeadline = new Deadline(vertx, settings.clickDeadline());
        Deadline postbackDeadline = new Deadline(vertx, settings.postbackDeadline());
        deadlines.addAll(List.of(clickDeadline, postbackDeadline));
        FrontDoor door = new FrontDoor(
                new ClickDoor(clicks, clickDeadline),
                new PostbackDoor(postbacks, postbackDeadline),
                receipts,
                postbacks.refusals());
        HttpServer server =
                vertx.createHttpServer(options()).requestHandler(door).invalidRequestHandler(door::refuseInvalid);
        servers.add(server);
        // Vert.x shares a negative port between the instances of a deployment; 0 would give each its own.
        return server.listen(settings.port() == 0 ? -1 : settings.port(), settings.host())
                .onSuccess(bound -> listening.accept(bound.actualPort()));
    }

    /** Takes no more connections, lets requests under way end, then closes. */
    @Override
    public Future<?> stop() {
        long within = settings.drainWithin().toMillis();
        List<Future<Void>> closing = servers.stream()
                .map(server -> server.shutdown(within, TimeUnit.MILLISECONDS))
                .toList();
        return Future.join(closing).onComplete(closed -> deadlines.forEach(Deadline::close));
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
                .setIdleTimeout((int) settings.idleTimeout().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
