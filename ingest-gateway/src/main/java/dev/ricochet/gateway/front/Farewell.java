package dev.ricochet.gateway.front;

import dev.ricochet.gateway.refusal.LastAnswer;
import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections without resetting any that is in use.
 *
 * <p>Vert.x stops listening and closes every idle connection in one step; whoever has a request on its way just then sees a
 * reset. So, before that step: from {@link #begin} on, each answer ends its connection and says so; {@link #stopListening}
 * lets nobody new in; and who came in last has a moment to send a request and get its answer.
 */
final class Farewell {
    private static final Duration LAST_MOMENT = Duration.ofMillis(500);
    private static final long LOOK_MILLIS = 10;

    private final long withinMillis;
    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private final Set<Channel> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    Farewell(Duration within) {
        this.withinMillis = within.toMillis();
    }

    /** Call it for each connection, on its event loop. */
    void opened(HttpConnection connection) {
        open.add(connection);
        if (connection instanceof ConnectionBase base) {
            listeners.add(base.channel().parent());
        }
    }

    /** Call it when it has ended. */
    void closed(HttpConnection connection) {
        open.remove(connection);
    }

    /** Call it before the request is answered. */
    void to(HttpServerRequest request) {
        if (begun) {
            LastAnswer.on(request);
            // Takes effect once the answer has been sent.
            var unused = request.connection().shutdown(withinMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** From now on each answer ends its connection. */
    void begin() {
        begun = true;
    }

    /** Returns when all connections have ended, or a moment later: what is open then is idle. */
    void stopListening() throws InterruptedException {
        for (Channel listener : listeners) {
            listener.close().await();
        }
        long deadline = System.nanoTime() + LAST_MOMENT.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }
}
