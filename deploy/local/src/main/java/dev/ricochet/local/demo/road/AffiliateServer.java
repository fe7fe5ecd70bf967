package dev.ricochet.local.demo.road;

import dev.ricochet.local.demo.traffic.SampleAffiliate;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The affiliates' servers, all in one. It verifies every signature, and is not always well: of the first attempts, one in
 * ten is answered 500 and one in twenty-five late, so that retries can be seen.
 */
public final class AffiliateServer {
    private static final int FAILS_ONE_IN = 10;
    private static final int SLOW_ONE_IN = 25;
    private static final long SLOW_MILLIS = 1_500;
    private static final int UNAUTHORIZED = 401;
    private static final int BROKEN = 500;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, WebhookCheck> checks;
    private final Map<String, Instant> firstCalls = new ConcurrentHashMap<>();
    private final Map<String, Instant> delivered = new ConcurrentHashMap<>();
    private final LongAdder calls = new LongAdder();
    private final LongAdder unverified = new LongAdder();

    private AffiliateServer(Vertx vertx) {
        this.vertx = vertx;
        this.server = vertx.createHttpServer(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0));
        this.checks = Arrays.stream(SampleAffiliate.values())
                .filter(affiliate -> !affiliate.secret().isEmpty())
                .collect(Collectors.toMap(SampleAffiliate::id, affiliate -> new WebhookCheck(affiliate.secret())));
    }

    /** Listens on a free port of the loopback interface. */
    public static AffiliateServer start(Vertx vertx) {
        AffiliateServer affiliates = new AffiliateServer(vertx);
        affiliates.server.requestHandler(affiliates::handle).listen().await();
        return affiliates;
    }

    public int port() {
        return server.actualPort();
    }

    public long calls() {
        return calls.sum();
    }

    /** Calls whose signature was wrong. */
    public long unverified() {
        return unverified.sum();
    }

    /** When a delivery was first attempted, by webhook-id. */
    public Map<String, Instant> firstCalls() {
        return firstCalls;
    }

    /** The deliveries answered 2xx, by webhook-id. */
    public Map<String, Instant> delivered() {
        return delivered;
    }

    private void handle(HttpServerRequest request) {
        Instant at = Instant.now();
        calls.increment();
        Optional<WebhookCheck> check = Optional.ofNullable(checks.get(affiliateOf(request.path())));
        if (check.isEmpty()) {
            request.response().setStatusCode(NOT_FOUND).end();
            return;
        }
        request.body()
                .onSuccess(body -> answer(request, check.get(), body, at))
                .onFailure(broken -> request.connection().close());
    }

    private void answer(HttpServerRequest request, WebhookCheck check, Buffer body, Instant at) {
        String id = request.getHeader("webhook-id");
        String timestamp = request.getHeader("webhook-timestamp");
        String signature = request.getHeader("webhook-signature");
        if (id == null || !check.passes(id, timestamp, signature, body.getBytes(), at)) {
            unverified.increment();
            request.response().setStatusCode(UNAUTHORIZED).end();
            return;
        }
        boolean first = firstCalls.putIfAbsent(id, at) == null;
        int chance = Math.floorMod(id.hashCode(), FAILS_ONE_IN * SLOW_ONE_IN);
        if (first && chance % FAILS_ONE_IN == 0) {
            request.response().setStatusCode(BROKEN).end("having a bad moment");
        } else if (first && chance % SLOW_ONE_IN == 1) {
            vertx.setTimer(SLOW_MILLIS, timer -> accept(request, id));
        } else {
            accept(request, id);
        }
    }

    private void accept(HttpServerRequest request, String id) {
        delivered.putIfAbsent(id, Instant.now());
        request.response().setStatusCode(NO_CONTENT).end();
    }

    /** {@code /aff-1/conversions} is aff-1's. */
    private static String affiliateOf(String path) {
        String[] segments = path.split("/", 3);
        return segments.length > 1 ? segments[1] : "";
    }
}
