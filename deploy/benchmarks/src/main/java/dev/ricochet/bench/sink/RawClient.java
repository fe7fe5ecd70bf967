package dev.ricochet.bench.sink;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The limit: Vert.x's own client posting what the sink posts, and doing nothing else. */
final class RawClient implements AutoCloseable {

    private final HttpClient client;
    private final Context context;
    private final int atOnce;

    /** @param atOnce connections, each with one request at a time */
    RawClient(Vertx vertx, int atOnce) {
        this.atOnce = atOnce;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.httpClientBuilder()
                .with(new PoolOptions().setHttp1MaxSize(atOnce))
                .build();
    }

    /** Requests a second, over so many requests. */
    double sprint(Receiver.Sample sample, int port, int requests) throws Exception {
        AtomicLong begun = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        CompletableFuture<Void> done = new CompletableFuture<>();
        long start = System.nanoTime();
        context.runOnContext(nothing -> {
            for (int slot = 0; slot < atOnce; slot++) {
                next(sample, port, requests, begun, ended, done);
            }
        });
        done.get(5, TimeUnit.MINUTES);
        return requests / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() {
        client.close();
    }

    private void next(
            Receiver.Sample sample,
            int port,
            int requests,
            AtomicLong begun,
            AtomicLong ended,
            CompletableFuture<Void> done) {
        if (begun.incrementAndGet() > requests) {
            return;
        }
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(sample.uri());
        sample.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("host")
                    && !name.equalsIgnoreCase("content-length")
                    && !name.equalsIgnoreCase(Receiver.CHANGED_AT)) {
                options.putHeader(name, value);
            }
        });
        client.request(options)
                .compose(request -> request.send(sample.body()))
                .compose(response -> response.body())
                .onSuccess(body -> {
                    if (ended.incrementAndGet() == requests) {
                        done.complete(null);
                    }
                    next(sample, port, requests, begun, ended, done);
                })
                .onFailure(done::completeExceptionally);
    }
}
