package dev.ricochet.sink.http;

import dev.ricochet.sink.address.AddressBook;
import dev.ricochet.sink.address.Addresses;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Clock;

/** The way out. Use it from one Vert.x context. */
public final class HttpSender {

    /** A slow name server holds these threads and nobody else's. */
    private static final int NAME_THREADS = 8;

    private final Vertx vertx;
    private final HttpClient client;
    private final WorkerExecutor nameThreads;
    private final AddressBook addresses;
    private final HttpLimits limits;
    private final Clock clock;

    public HttpSender(Vertx vertx, HttpClientOptions tls, AddressBook addresses, HttpLimits limits, Clock clock) {
        this.vertx = vertx;
        this.addresses = addresses;
        this.limits = limits;
        this.clock = clock;
        this.nameThreads = vertx.createSharedWorkerExecutor("sink-names", NAME_THREADS);
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions(tls)
                        .setVerifyHost(true)
                        .setDecompressionSupported(false)
                        .setConnectTimeout((int) limits.connect().toMillis())
                        .setKeepAliveTimeout(30)
                        .setName("deliveries"))
                .with(new PoolOptions()
                        .setHttp1MaxSize(limits.connectionsPerOrigin())
                        .setMaxWaitQueueSize(limits.waitingPerOrigin()))
                .build();
    }

    /** Sends it. The future never fails. */
    public Future<SendOutcome> send(PreparedRequest request) {
        Origin origin = request.origin();
        Exchange exchange = new Exchange(vertx, limits, clock);
        nameThreads
                .executeBlocking(() -> addresses.find(origin.host(), origin.port()), false)
                .onSuccess(found -> {
                    if (found instanceof Addresses.Allowed allowed) {
                        call(request, allowed.addresses().get(0), exchange);
                    } else if (found instanceof Addresses.Forbidden forbidden) {
                        exchange.end(new Unanswered(SendError.FORBIDDEN_ADDRESS, forbidden.detail()));
                    } else if (found instanceof Addresses.Unknown unknown) {
                        exchange.end(new Unanswered(SendError.NAME_NOT_RESOLVED, unknown.detail()));
                    }
                })
                .onFailure(exchange::fail);
        return exchange.outcome();
    }

    /** Lets go of connections and threads. */
    public Future<Void> close() {
        return client.close().eventually(nameThreads::close);
    }

    private void call(PreparedRequest request, InetAddress address, Exchange exchange) {
        if (exchange.ended()) {
            return;
        }
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
        client.request(options)
                .onSuccess(ready -> exchange.begin(ready, Buffer.buffer(request.body())))
                .onFailure(exchange::fail);
    }
}
