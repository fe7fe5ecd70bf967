package dev.ricochet.bench.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * GET requests over HTTP/1.1 on plain sockets with prepared request lines, because on a small machine a full HTTP client
 * costs more than the server that it measures. Any answer but the expected one ends the measurement: a fast refusal is not
 * throughput.
 */
public final class HttpLoad {

    private static final int PATIENCE_SECONDS = 60;

    /** @param latencies of answered requests, in microseconds */
    public record Result(double throughputPerSecond, Histogram latencies) {

        public double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    private final Vertx vertx;
    private final int port;
    private final Set<Integer> statuses;
    private final Supplier<String> targets;

    /**
     * @param statuses of which every answer must have one
     * @param targets gives the next request target, path and query; called from several threads
     */
    public HttpLoad(Vertx vertx, int port, Set<Integer> statuses, Supplier<String> targets) {
        this.vertx = vertx;
        this.port = port;
        this.statuses = Set.copyOf(statuses);
        this.targets = targets;
    }

    /**
     * To make load with: on epoll itself where there is Linux, else on the JDK's selector. At 5,500 requests a second the load took
     * 15 % of two processors with the one and 10 with the other.
     */
    public static Vertx loops() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    /** A closed loop: each connection sends its next request when it has the answer to the last one. */
    public Result asFastAsItAnswers(int connections, int seconds) throws Exception {
        return run(connections, System.nanoTime(), seconds, user -> Pace.EAGER);
    }

    /**
     * A constant rate, whatever the answers do: each connection has its timetable. A request that has to wait for the
     * answer before it counts from when it should have been sent, so that a stall is felt by all that it holds up
     * (Tene's correction of coordinated omission).
     */
    public Result atRate(int connections, int seconds, double perSecond) throws Exception {
        return atRate(connections, 0, seconds, perSecond);
    }

    /** The same after a lead, in which answers are neither looked at nor counted; the timetable runs on without a break. */
    public Result atRate(int connections, int leadSeconds, int seconds, double perSecond) throws Exception {
        long interval = (long) (connections * 1e9 / perSecond);
        long start = System.nanoTime();
        long countedFrom = start + TimeUnit.SECONDS.toNanos(leadSeconds);
        return run(
                connections, countedFrom, seconds, user -> new Pace(start + interval * user / connections, interval));
    }

    private interface PaceOf {
        Pace user(int number);
    }

    private Result run(int connections, long countedFrom, int seconds, PaceOf paces) throws Exception {
        Histogram latencies = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS), 3);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        NetClient client = vertx.createNetClient();
        List<String> expected =
                statuses.stream().map(status -> "HTTP/1.1 " + status).toList();
        long end = countedFrom + TimeUnit.SECONDS.toNanos(seconds);
        List<CompletableFuture<Void>> users = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Pace pace = paces.user(i);
            CompletableFuture<Void> done = new CompletableFuture<>();
            users.add(done);
            client.connect(port, "127.0.0.1")
                    .onSuccess(socket -> begin(socket, new Visit(latencies, expected, pace, countedFrom, end, done)))
                    .onFailure(done::completeExceptionally);
            done.exceptionally(e -> {
                failure.completeExceptionally(e);
                return null;
            });
        }
        CompletableFuture.anyOf(CompletableFuture.allOf(users.toArray(CompletableFuture[]::new)), failure)
                .get(end + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS) - System.nanoTime(), TimeUnit.NANOSECONDS);
        double elapsed = (System.nanoTime() - countedFrom) / 1e9;
        client.close().await(10, TimeUnit.SECONDS);
        return new Result(latencies.getTotalCount() / elapsed, latencies);
    }

    private void begin(NetSocket socket, Visit visit) {
        new HttpUser(
                        vertx,
                        socket,
                        visit,
                        () -> "GET " + targets.get() + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                .next();
    }

    /** What one connection is to do: where it counts, what it expects, at which pace, counted from when, until when. */
    record Visit(
            Histogram latencies,
            List<String> expected,
            Pace pace,
            long countedFrom,
            long end,
            CompletableFuture<Void> done) {}
}
