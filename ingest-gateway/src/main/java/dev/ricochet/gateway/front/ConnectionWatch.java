package dev.ricochet.gateway.front;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections of one event loop: their number, counted over all loops, and how long one may stay without
 * bringing a whole request head. An idle timeout does not see who sends a byte now and then; this looks only at heads that
 * arrived whole. It looks at all connections once a second instead of giving each request a timer.
 */
final class ConnectionWatch implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final Vertx vertx;
    private final long timer;
    private final int most;
    private final long headNanos;
    private final AtomicInteger open;
    private final Runnable refused;
    private final Farewell farewell;
    private final IdentityHashMap<HttpConnection, Guest> guests = new IdentityHashMap<>();

    private static final class Guest {
        private long waitingSince = System.nanoTime();
        private @Nullable HttpServerResponse last;
    }

    /**
     * @param open connections of all loops
     * @param refused told of each connection that is one too many
     * @param farewell told of each that comes and goes, and of each request
     */
    ConnectionWatch(Vertx vertx, Bounds bounds, AtomicInteger open, Runnable refused, Farewell farewell) {
        this.vertx = vertx;
        this.most = bounds.mostConnections();
        this.headNanos = bounds.headWithin().toNanos();
        this.open = open;
        this.refused = refused;
        this.farewell = farewell;
        this.timer = vertx.setPeriodic(LOOK_EVERY_MILLIS, tick -> look());
    }

    void opened(HttpConnection connection) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            refused.run();
            connection.close();
            return;
        }
        guests.put(connection, new Guest());
        farewell.opened(connection);
        connection.closeHandler(closed -> {
            guests.remove(connection);
            farewell.closed(connection);
            open.decrementAndGet();
        });
    }

    /** A whole head has arrived. */
    void arrived(HttpServerRequest request) {
        Guest guest = guests.get(request.connection());
        if (guest != null) {
            guest.last = request.response();
        }
        farewell.to(request);
    }

    private void look() {
        long now = System.nanoTime();
        List<HttpConnection> overdue = new ArrayList<>(0);
        guests.forEach((connection, guest) -> {
            HttpServerResponse last = guest.last;
            if (last != null) {
                // Being served, or just served: only from here on it waits.
                guest.waitingSince = now;
                guest.last = last.ended() || last.closed() ? null : last;
            } else if (now - guest.waitingSince > headNanos) {
                overdue.add(connection);
            }
        });
        // With HTTP/2 other streams may still be served: they end, and no new ones begin.
        overdue.forEach(connection -> connection.shutdown(headNanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
