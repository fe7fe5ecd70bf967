package dev.ricochet.attribution.stats.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Passes a question on to the worker that can answer it, with the key of who asks, and tells it not to pass it on any further.
 */
final class Relay {

    /** Which partitions a share of the stats is made of. */
    static final String PARTITIONS = "ricochet-partitions";

    /** Stands in questions that were passed on. */
    private static final String PASSED_ON = "ricochet-passed-on";

    private static final String AUTHORIZATION = "authorization";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int CONNECTIONS_A_WORKER = 16;
    private static final int WAITING = 128;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final HttpClient client;

    Relay(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setIdleTimeout(ANSWER_MILLIS)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_A_WORKER).setMaxWaitQueueSize(WAITING));
    }

    /**
     * Another worker's answer.
     *
     * @param headers those that concern who asked
     * @param partitions what it says in {@link #PARTITIONS}
     */
    record Reply(
            int status,
            Map<String, String> headers,
            JsonNode json,
            @Nullable String partitions) {

        /** The same, as it is handed on. */
        Answer answer() {
            return new Answer(status, headers, json);
        }
    }

    /** A worker that should have the answer gave none. */
    static final class Silent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Silent(HostInfo worker, Throwable why) {
            super(worker.host() + ":" + worker.port(), why);
        }

        Silent(HostInfo worker, String why) {
            super(worker.host() + ":" + worker.port() + " " + why);
        }
    }

    /** Whether another worker has passed it on: then it is answered here or not at all. */
    static boolean isPassedOn(Call call) {
        return call.header(PASSED_ON) != null;
    }

    /** A part of a path. */
    static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8).replace("+", "%20");
    }

    /**
     * The other worker's answer, whatever it says of the question; fails with {@link Silent}.
     *
     * @param uri path and query
     */
    Future<Reply> ask(HostInfo worker, String uri, Call call) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(worker.host())
                .setPort(worker.port())
                .setURI(uri)
                .setTimeout(ANSWER_MILLIS)
                .putHeader(PASSED_ON, "1");
        String key = call.header(AUTHORIZATION);
        if (key != null) {
            options.putHeader(AUTHORIZATION, key);
        }
        return client.request(options)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> reply(worker, response, body)))
                .recover(why -> Future.failedFuture(why instanceof Silent ? why : new Silent(worker, why)));
    }

    private static Reply reply(HostInfo worker, HttpClientResponse response, Buffer body) {
        if (response.statusCode() == UNAUTHORIZED || response.statusCode() == FORBIDDEN) {
            throw new Silent(worker, "does not take a key that is good here: all workers need the same keys");
        }
        Map<String, String> headers = new HashMap<>();
        for (String name : new String[] {"content-type", "retry-after"}) {
            String value = response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        try {
            JsonNode json = JSON.readTree(body.getBytes());
            if (json.isMissingNode()) {
                throw new Silent(worker, "answered " + response.statusCode() + " and nothing else");
            }
            return new Reply(response.statusCode(), headers, json, response.getHeader(PARTITIONS));
        } catch (IOException notOurs) {
            // A worker that has its partitions before its routes answers what the server says of any unknown path.
            throw new Silent(worker, notOurs);
        }
    }

    Future<Void> close() {
        return client.close();
    }
}
