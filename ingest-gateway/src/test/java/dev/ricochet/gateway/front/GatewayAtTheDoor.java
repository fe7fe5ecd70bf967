package dev.ricochet.gateway.front;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.gateway.auth.ReplayGuard;
import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.clickcap.ClickCaps;
import dev.ricochet.gateway.limit.RateLimits;
import dev.ricochet.gateway.limit.RateSettings;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.lookup.ReceiptId;
import dev.ricochet.gateway.lookup.ReceiptState;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.postback.Safeguards;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.request.Clients;
import dev.ricochet.gateway.request.TrustedProxies;
import dev.ricochet.gateway.tls.TlsSettings;
import dev.ricochet.gateway.visitor.VisitorDesk;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.testkit.fixture.Fixtures;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The real HTTP server with its real doors, and a stand-in behind them where Kafka would be. */
final class GatewayAtTheDoor implements AutoCloseable {
    static final int MOST_BODY = 2_000;
    static final Duration SIGNATURE_TOLERANCE = Duration.ofMinutes(5);
    static final Bounds BOUNDS =
            new Bounds(1_000, Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000, Duration.ofMinutes(1));
    static final Duration POSTBACK_DEADLINE = Duration.ofMillis(300);

    private static final TimeMeter STANDSTILL = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return 0;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    final RecordedWrites<Click> clicks = new RecordedWrites<>();
    final RecordedWrites<Postback> postbacks = new RecordedWrites<>();
    final RecordedWrites<RejectedRequest> rejected = new RecordedWrites<>();
    final Map<String, PostbackOutcome> outcomes = new ConcurrentHashMap<>();
    final AtomicInteger questions = new AtomicInteger();
    volatile Promise<Void> lookUp = completed();
    final ServiceRuntime runtime = ServiceRuntime.forTest("gateway-at-the-door");
    final int port;
    final int tlsPort;

    private final HttpClient http = HttpClient.newHttpClient();

    GatewayAtTheDoor(Catalog catalog) {
        this(catalog, TrustedProxies.NONE, RateSettings.NONE);
    }

    /** Its limits know a time that stands still, so that a bucket never fills again. */
    GatewayAtTheDoor(Catalog catalog, TrustedProxies proxies, RateSettings rates) {
        this(catalog, proxies, rates, BOUNDS, null);
    }

    GatewayAtTheDoor(Catalog catalog, Bounds bounds, @Nullable TlsSettings tls) {
        this(catalog, TrustedProxies.NONE, RateSettings.NONE, bounds, tls);
    }

    private GatewayAtTheDoor(
            Catalog catalog, TrustedProxies proxies, RateSettings rates, Bounds bounds, @Nullable TlsSettings tls) {
        FrontSettings settings = new FrontSettings(
                "127.0.0.1",
                0,
                2,
                MOST_BODY,
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                POSTBACK_DEADLINE,
                Duration.ZERO,
                Duration.ofSeconds(5),
                bounds,
                tls);
        InstantSource clock = InstantSource.system();
        GatewayMetrics metrics = new GatewayMetrics(runtime.meters());
        RefusalDesk refusals = new RefusalDesk(rejected, () -> catalog, metrics, clock);
        Safeguards safeguards = new Safeguards(
                new Clients(proxies),
                new RateLimits(rates, STANDSTILL),
                new ReplayGuard(SIGNATURE_TOLERANCE),
                Fixtures.CLICK_IDS,
                SIGNATURE_TOLERANCE);
        FrontServer server = FrontServer.start(
                settings,
                new ClickServices(
                        () -> catalog,
                        Fixtures.CLICK_IDS,
                        clicks,
                        new VisitorDesk(address -> address.equals("192.0.2.7") ? "DE" : null, safeguards.clients()),
                        new ClickCaps("this-run"),
                        refusals,
                        metrics,
                        clock),
                new PostbackServices(
                        () -> catalog,
                        postbacks,
                        refusals,
                        metrics,
                        clock,
                        () -> GUID.v7().toString(),
                        MOST_BODY,
                        safeguards),
                new ReceiptDoor(() -> catalog, this::stateOf, refusals, metrics, safeguards),
                runtime);
        port = server.port();
        tlsPort = server.tlsPort();
    }

    private static Promise<Void> completed() {
        Promise<Void> promise = Promise.promise();
        promise.complete();
        return promise;
    }

    private Future<ReceiptState> stateOf(ReceiptId receipt, Instant since) {
        questions.incrementAndGet();
        PostbackOutcome outcome = outcomes.get(receipt.text());
        return lookUp.future()
                .map(unused -> outcome == null ? new ReceiptState.Pending() : new ReceiptState.Ended(outcome));
    }

    HttpResponse<String> get(String pathAndQuery, String... headers) throws Exception {
        return send(request(pathAndQuery, headers).GET());
    }

    HttpResponse<String> post(String pathAndQuery, String contentType, String body) throws Exception {
        return send(request(pathAndQuery, "Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String pathAndQuery, String body, String... headers) throws Exception {
        return send(request(pathAndQuery, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(String method, String pathAndQuery) throws Exception {
        return send(request(pathAndQuery).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpRequest.Builder request(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                .timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpClient http() {
        return http;
    }

    double count(String name, String... tags) {
        return runtime.meters().get(name).tags(tags).counter().count();
    }

    @Override
    public void close() {
        runtime.close();
    }
}
