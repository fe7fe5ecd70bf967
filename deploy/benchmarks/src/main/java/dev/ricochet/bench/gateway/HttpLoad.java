package dev.ricochet.bench.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A closed loop over HTTP/1.1: each connection sends its next request when it has the answer to the last one.
 *
 * <p>Plain sockets and prepared request lines, because on a small machine a full HTTP client costs more than the server
 * that it measures. Any answer but 200 ends the measurement: a fast refusal is not throughput.
 */
final class HttpLoad {

    /** @param latencies of answered requests, in microseconds */
    record Result(double throughputPerSecond, Histogram latencies) {

        double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private final Vertx vertx;
    private final int port;
    private final Supplier<String> targets;

    /** @param targets gives the next request target, path and query; called from several threads */
    HttpLoad(Vertx vertx, int port, Supplier<String> targets) {
        this.vertx = vertx;
        this.port = port;
        this.targets = targets;
    }

    Result run(int connections, int seconds) throws Exception {
        Histogram latencies = new ConcurrentHistogram(60_000_000, 3);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        NetClient client = vertx.createNetClient();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        CompletableFuture<?>[] users = new CompletableFuture<?>[connections];
        for (int i = 0; i < connections; i++) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            users[i] = done;
            client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> new User(socket, latencies, end, done).next())
                    .onFailure(done::completeExceptionally);
            done.exceptionally(e -> {
                failure.completeExceptionally(e);
                return null;
            });
        }
        CompletableFuture.anyOf(CompletableFuture.allOf(users), failure).get(seconds + 60L, TimeUnit.SECONDS);
        double elapsed = (System.nanoTime() - start) / 1e9;
        client.close().await(10, TimeUnit.SECONDS);
        return new Result(latencies.getTotalCount() / elapsed, latencies);
    }

    private final class User {

        private static final String HEAD_END = "\r\n\r\n";
        private static final String LENGTH = "content-length: ";

        private final NetSocket socket;
        private final Histogram latencies;
        private final long end;
        private final CompletableFuture<Void> done;
        private Buffer answer = Buffer.buffer();
        private long sent;

        User(NetSocket socket, Histogram latencies, long end, CompletableFuture<Void> done) {
            this.socket = socket;
            this.latencies = latencies;
            this.end = end;
            this.done = done;
            socket.handler(this::take);
            socket.closeHandler(closed -> done.completeExceptionally(
                    new IllegalStateException("the server closed the connection after " + answer)));
        }

        void next() {
            sent = System.nanoTime();
            if (sent >= end) {
                done.complete(null);
                socket.close();
                return;
            }
            socket.write("GET " + targets.get() + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + HEAD_END);
        }

        private void take(Buffer part) {
            answer.appendBuffer(part);
            String text = answer.toString();
            int head = text.indexOf(HEAD_END);
            if (head < 0 || answer.length() < head + HEAD_END.length() + bodyLength(text)) {
                return;
            }
            if (!text.startsWith("HTTP/1.1 200")) {
                done.completeExceptionally(new IllegalStateException("the server answered " + text));
                socket.close();
                return;
            }
            latencies.recordValue(Math.min((System.nanoTime() - sent) / 1000, latencies.getHighestTrackableValue()));
            answer = Buffer.buffer();
            next();
        }

        private static int bodyLength(String text) {
            int at = text.indexOf(LENGTH);
            if (at < 0) {
                at = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
            }
            if (at < 0) {
                throw new IllegalStateException("no content-length in " + text);
            }
            int from = at + LENGTH.length();
            return Integer.parseInt(text.substring(from, text.indexOf('\r', from)));
        }
    }
}
