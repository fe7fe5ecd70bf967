package dev.ricochet.bench.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One connection of a {@link HttpLoad}: a request at a time, each answer read to its end. */
final class HttpUser {

    private static final long TIMER_GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LENGTH = "content-length: ";

    private final Vertx vertx;
    private final NetSocket socket;
    private final HttpLoad.Visit visit;
    private final Supplier<String> requests;
    private Buffer answer = Buffer.buffer();
    /** When the request under way was to be sent. */
    private long sentAt;

    HttpUser(Vertx vertx, NetSocket socket, HttpLoad.Visit visit, Supplier<String> requests) {
        this.vertx = vertx;
        this.socket = socket;
        this.visit = visit;
        this.requests = requests;
        socket.handler(this::take);
        socket.closeHandler(closed -> visit.done()
                .completeExceptionally(new IllegalStateException("the server closed the connection after " + answer)));
    }

    /** Sends the next request when it is due, or leaves when the time is over. */
    void next() {
        long now = System.nanoTime();
        sentAt = visit.pace().next(now);
        if (Math.max(now, sentAt) >= visit.end()) {
            visit.done().complete(null);
            socket.close();
            return;
        }
        long wait = sentAt - now;
        if (wait <= 0) {
            socket.write(requests.get());
        } else {
            vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)), fired -> {
                // Timers know whole milliseconds. That one came a little early or late is not the server's doing; that
                // the load
                // itself stood still counts, since in that time nobody was asked.
                sentAt = Math.min(System.nanoTime(), sentAt + TIMER_GRAIN_NANOS);
                socket.write(requests.get());
            });
        }
    }

    private void take(Buffer part) {
        answer.appendBuffer(part);
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int head = text.indexOf(HEAD_END);
        if (head < 0 || answer.length() < head + HEAD_END.length() + bodyLength(text, head)) {
            return;
        }
        if (sentAt >= visit.countedFrom()) {
            if (visit.expected().stream().noneMatch(text::startsWith)) {
                visit.done().completeExceptionally(new IllegalStateException("the server answered " + text));
                socket.close();
                return;
            }
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sentAt);
            visit.latencies().recordValue(Math.min(micros, visit.latencies().getHighestTrackableValue()));
        }
        answer = Buffer.buffer();
        next();
    }

    private static int bodyLength(String text, int head) {
        int at = text.indexOf(LENGTH);
        if (at < 0 || at > head) {
            at = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        }
        if (at < 0 || at > head) {
            throw new IllegalStateException("no content-length in " + text);
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(text.substring(from, text.indexOf('\r', from)));
    }
}
