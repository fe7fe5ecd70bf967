package dev.ricochet.sink.http;

import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.names.AddressBook;
import dev.ricochet.sink.names.Addresses;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way out. Use it from one Vert.x context. HTTP/2 where TLS agrees on it, else HTTP/1.1. */
public final class HttpSender {

    private static final Logger log = LoggerFactory.getLogger(HttpSender.class);

    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int STREAMS_PER_CONNECTION = 32;
    private static final int ADDRESSES_TRIED = 3;

    private final Vertx vertx;
    private final HttpClient plain;
    private final HttpClient tls;
    private final ClientCertificates certificates;
    private final AddressBook addresses;
    private final OwnSide ownSide = new OwnSide();
    private final HttpLimits limits;
    private final Clock clock;
    private final boolean proxied;

    /** @param trusted whose certificates are believed; null: those that the Java platform believes */
    public HttpSender(
            Vertx vertx,
            @Nullable TrustOptions trusted,
            WayOut way,
            AddressBook addresses,
            HttpLimits limits,
            Clock clock) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.limits = limits;
        this.clock = clock;
        this.proxied = way.proxy() != null;
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(limits.connectionsPerOrigin())
                .setHttp2MaxSize(limits.connectionsPerOrigin())
                .setMaxWaitQueueSize(limits.waitingPerOrigin());
        ClientSSLOptions ssl = new ClientSSLOptions()
                .setHostnameVerificationAlgorithm("HTTPS")
                .setUseAlpn(true)
                .setApplicationLayerProtocols(List.of("h2", "http/1.1"));
        if (trusted != null) {
            ssl.setTrustOptions(trusted);
        }
        this.certificates = new ClientCertificates(way.certificates(), ssl);
        this.plain = vertx.httpClientBuilder()
                .with(options(way).setName("deliveries"))
                .with(pool)
                .withConnectHandler(HttpSender::connected)
                .build();
        this.tls = vertx.httpClientBuilder()
                .with(options(way)
                        .setName("deliveries-tls")
                        .setSsl(true)
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2MultiplexingLimit(STREAMS_PER_CONNECTION)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                        .setVerifyHost(true)
                        .setTrustOptions(trusted))
                .with(pool)
                .withConnectHandler(HttpSender::connected)
                .build();
    }

    /** Sends it, showing no certificate. */
    public Future<SendOutcome> send(PreparedRequest request) {
        return send(request, null);
    }

    /**
     * Sends it. The future never fails.
     *
     * @param certificate the one that is shown where the server asks for one; null: none
     */
    public Future<SendOutcome> send(PreparedRequest request, @Nullable String certificate) {
        Origin origin = request.origin();
        Exchange exchange = new Exchange(vertx, limits, clock);
        Context context = vertx.getOrCreateContext();
        addresses.find(origin.host(), origin.port()).onSuccess(found -> {
            if (context.equals(Vertx.currentContext())) { // it was known already
                found(request, certificate, found, exchange);
            } else {
                context.runOnContext(nothing -> found(request, certificate, found, exchange));
            }
        });
        return exchange.outcome().map(outcome -> judged(outcome, origin));
    }

    private void found(PreparedRequest request, @Nullable String certificate, Addresses found, Exchange exchange) {
        exchange.named();
        if (found instanceof Addresses.Allowed allowed) {
            call(request, certificate, allowed.addresses(), exchange);
        } else if (found instanceof Addresses.Forbidden forbidden) {
            exchange.fail(SendError.FORBIDDEN_ADDRESS, forbidden.detail(), false);
        } else if (found instanceof Addresses.Unknown unknown) {
            exchange.fail(SendError.NAME_NOT_RESOLVED, unknown.detail(), false);
        } else if (found instanceof Addresses.Unasked unasked) {
            exchange.fail(SendError.NAME_SERVER_SILENT, unasked.detail(), false);
        }
    }

    /** Lets go of connections. */
    public Future<Void> close() {
        return plain.close().eventually(tls::close);
    }

    private SendOutcome judged(SendOutcome outcome, Origin origin) {
        if (outcome instanceof Unanswered unanswered) {
            boolean ours = ownSide.isCause(unanswered.error(), origin.host(), System.nanoTime());
            return new Unanswered(unanswered.error(), unanswered.detail(), ours, unanswered.timing());
        }
        ownSide.reached();
        return outcome;
    }

    private void call(
            PreparedRequest request, @Nullable String certificate, List<InetAddress> judged, Exchange exchange) {
        ClientSSLOptions shown = null;
        if (certificate != null && request.origin().tls()) {
            shown = certificates.of(certificate);
            if (shown == null) {
                exchange.fail(
                        SendError.CLIENT_CERTIFICATE_MISSING, "the dispatcher has no certificate " + certificate, true);
                return;
            }
        }
        connect(request, shown, judged, 0, exchange);
    }

    private void connect(
            PreparedRequest request,
            @Nullable ClientSSLOptions shown,
            List<InetAddress> judged,
            int index,
            Exchange exchange) {
        if (exchange.ended()) {
            return;
        }
        RequestOptions options = options(request, judged.get(index));
        if (shown != null) {
            options.setSslOptions(shown);
        }
        Future<HttpClientRequest> ready = (request.origin().tls() ? tls : plain).request(options);
        ready.onSuccess(found -> exchange.begin(found, Buffer.buffer(request.body())))
                .onFailure(cause -> {
                    SendError error = SendErrors.connectError(cause, proxied);
                    boolean another = (error == SendError.CONNECT_FAILED || error == SendError.NO_NETWORK)
                            && index + 1 < Math.min(judged.size(), ADDRESSES_TRIED);
                    if (another) {
                        connect(request, shown, judged, index + 1, exchange);
                    } else {
                        exchange.fail(error, SendErrors.detail(error, cause), false);
                    }
                });
    }

    /** To the judged address, under the name: in the Host header, in TLS, and in what a certificate is checked against. */
    private static RequestOptions options(PreparedRequest request, InetAddress address) {
        Origin origin = request.origin();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setServer(SocketAddress.inetSocketAddress(origin.port(), address.getHostAddress()))
                .setHost(origin.host())
                .setPort(origin.port())
                .setSsl(origin.tls())
                .setURI(request.pathAndQuery())
                .setFollowRedirects(false);
        request.headers().forEach(options::putHeader);
        return options;
    }

    /** Whoever waits for an answer hears of a broken connection by himself; without this, each would stand in the log as an error. */
    private static void connected(HttpConnection connection) {
        connection.exceptionHandler(
                broken -> log.atDebug().setCause(broken).log("a connection to an affiliate's server broke"));
    }

    private HttpClientOptions options(WayOut way) {
        HttpClientOptions options = new HttpClientOptions()
                .setDecompressionSupported(false)
                .setMaxHeaderSize(HttpLimits.HEADER_BYTES)
                .setConnectTimeout((int) limits.connect().toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS);
        ProxySettings proxy = way.proxy();
        if (proxy != null) {
            ProxyOptions through = new ProxyOptions()
                    .setType(ProxyType.HTTP)
                    .setHost(proxy.host())
                    .setPort(proxy.port());
            String user = proxy.userInfo();
            if (user != null) {
                int colon = user.indexOf(':');
                through.setUsername(colon < 0 ? user : user.substring(0, colon))
                        .setPassword(colon < 0 ? "" : user.substring(colon + 1));
            }
            options.setProxyOptions(through);
        }
        return options;
    }
}
