package dev.ricochet.bench.sink;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The affiliates' servers: one takes everything, the other never answers. */
final class Receiver implements AutoCloseable {

    /** Carries the time of the change, so that its way can be measured. */
    static final String CHANGED_AT = "x-changed-at";

    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final HttpServer server;
    private final HttpServer silent;
    private final AtomicReference<@Nullable Sample> sample = new AtomicReference<>();
    private volatile Histogram latency = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** A request as it came in, to be sent again by others. */
    record Sample(String uri, Map<String, String> headers, Buffer body) {}

    Receiver(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, InetAddress.getLoopbackAddress().getHostAddress())
                .await(10, TimeUnit.SECONDS);
        silent = vertx.createHttpServer()
                .requestHandler(request -> {})
                .listen(0, InetAddress.getLoopbackAddress().getHostAddress())
                .await(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    String healthy(int number) {
        return "http://127.0.0.1:" + port() + "/healthy/" + number;
    }

    /** A server of its own that never answers. */
    String hanging(int number) {
        return "http://127.0.0.1:" + silent.actualPort() + "/hanging/" + number;
    }

    /** The first request that a sink sent. */
    Sample sample() {
        Sample found = sample.get();
        if (found == null) {
            throw new IllegalStateException("no request has come in yet");
        }
        return found;
    }

    void forgetLatency() {
        latency = new ConcurrentHistogram(LONGEST_MICROS, 3);
    }

    double latencyMillis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }

    @Override
    public void close() {
        server.close();
        silent.close();
    }

    private void take(HttpServerRequest request) {
        String changedAt = request.getHeader(CHANGED_AT);
        if (changedAt != null) {
            Instant changed = Instant.parse(changedAt);
            long micros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() - changed.toEpochMilli());
            latency.recordValue(Math.min(LONGEST_MICROS, Math.max(0, micros)));
        }
        request.body().onSuccess(body -> {
            if (sample.get() == null && changedAt != null) {
                Map<String, String> headers = new java.util.LinkedHashMap<>();
                request.headers().forEach((name, value) -> headers.put(name, value));
                sample.set(new Sample(request.uri(), headers, body));
            }
            request.response().setStatusCode(204).end();
        });
    }
}
