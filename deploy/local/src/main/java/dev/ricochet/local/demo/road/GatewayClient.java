package dev.ricochet.local.demo.road;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls the gateway as browsers and advertisers do; redirects are not followed. */
public final class GatewayClient {
    private static final int CONNECTIONS = 64;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final long ANSWER_TIMEOUT_MILLIS = 15_000;

    private final HttpClient client;
    private final URI gateway;

    public GatewayClient(Vertx vertx, URI gateway) {
        this.gateway = gateway;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /**
     * What the gateway answered.
     *
     * @param location where a redirect leads; null where there is none
     */
    public record Answer(int status, @Nullable String location, String body) {}

    public Future<Answer> click(String offerId, Map<String, String> query) {
        return call(HttpMethod.GET, "/c/" + offerId + "?" + encoded(query), "");
    }

    public Future<Answer> postback(String advertiserId, Map<String, String> form) {
        return call(HttpMethod.POST, "/p/" + advertiserId, encoded(form));
    }

    private Future<Answer> call(HttpMethod method, String target, String form) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(gateway.getHost())
                .setPort(gateway.getPort())
                .setURI(target)
                .setTimeout(ANSWER_TIMEOUT_MILLIS);
        if (!form.isEmpty()) {
            options.putHeader("content-type", "application/x-www-form-urlencoded");
        }
        return client.request(options)
                .compose(request -> form.isEmpty() ? request.send() : request.send(form))
                .compose(response -> response.body()
                        .map(body -> new Answer(
                                response.statusCode(),
                                response.getHeader("location"),
                                body.toString(StandardCharsets.UTF_8))));
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
