package dev.ricochet.attribution.stats.query;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.HostInfo;

/** Passes a question on to the worker that can answer it, and tells it not to pass it on any further. */
final class Relay {

    /** Stands in questions that were passed on. */
    static final String PASSED_ON = "ricochet-passed-on";

    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int CONNECTIONS_A_WORKER = 16;
    private static final int WAITING = 128;

    private final HttpClient client;

    Relay(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(ANSWER_MILLIS)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_A_WORKER).setMaxWaitQueueSize(WAITING));
    }

    /** Another worker's answer, as it was. */
    record Answer(int status, Map<String, String> headers, Buffer body) {}

    /** A worker that should have the answer gave none. */
    static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Silent(HostInfo worker, Throwable why) {
            super(worker.host() + ":" + worker.port(), why);
        }
    }

    /**
     * The other worker's answer, whatever it says; fails with {@link Silent}.
     *
     * @param uri path and query
     */
    Future<Answer> ask(HostInfo worker, String uri) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(worker.host())
                .setPort(worker.port())
                .setURI(uri)
                .setTimeout(ANSWER_MILLIS)
                .putHeader(PASSED_ON, "1");
        return client.request(options)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> {
                    Map<String, String> headers = new HashMap<>();
                    for (String name : new String[] {"content-type", "retry-after"}) {
                        String value = response.getHeader(name);
                        if (value != null) {
                            headers.put(name, value);
                        }
                    }
                    return new Answer(response.statusCode(), headers, body);
                }))
                .recover(why -> Future.failedFuture(new Silent(worker, why)));
    }

    Future<Void> close() {
        return client.close();
    }
}
