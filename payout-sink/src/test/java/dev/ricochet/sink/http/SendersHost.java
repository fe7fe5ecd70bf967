package dev.ricochet.sink.http;

import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import dev.ricochet.sink.names.AddressBook;
import dev.ricochet.sink.request.Origin;
import dev.ricochet.sink.request.PreparedRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A sender, servers for it to call, and the requests that they saw. */
final class SendersHost implements AutoCloseable {

    /** Long enough for a machine that has other things to do. */
    static final HttpLimits PATIENT =
            new HttpLimits(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(1), 4, 4);

    private static final HttpLimits IMPATIENT =
            new HttpLimits(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), 4, 4);

    final Vertx vertx = Vertx.vertx();
    final List<HttpServerRequest> seen = new CopyOnWriteArrayList<>();
    /** Has time, trusts whom the platform trusts, and calls every address. */
    final HttpSender sender = sender(null, new AddressPolicy(true), PATIENT);

    @Override
    public void close() {
        await(sender.close().eventually(vertx::close));
    }

    HttpSender impatient() {
        return sender(null, new AddressPolicy(true), IMPATIENT);
    }

    HttpSender sender(@Nullable TrustOptions trusted, AddressPolicy policy, HttpLimits limits) {
        return new HttpSender(vertx, trusted, WayOut.OPEN, loopback(policy), limits, Clock.systemUTC());
    }

    /** Every name is this machine's. */
    static AddressBook loopback(AddressPolicy policy) {
        return new AddressBook(policy, host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));
    }

    int server(Handler<HttpServerRequest> handler) {
        return await(vertx.createHttpServer()
                        .requestHandler(request -> {
                            seen.add(request);
                            handler.handle(request);
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    int rawServer(Handler<NetSocket> handler) {
        return await(vertx.createNetServer()
                        .connectHandler(socket -> socket.handler(request -> handler.handle(socket)))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    int tlsServer(KeyCertOptions certificate) {
        return await(vertx.createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate))
                        .requestHandler(request -> request.response().end("secret"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    Answered answered(PreparedRequest request) {
        return (Answered) await(sender.send(request));
    }

    Unanswered unanswered(PreparedRequest request) {
        return (Unanswered) await(sender.send(request));
    }

    static PreparedRequest get(int port) {
        return new PreparedRequest("GET", new Origin(false, "127.0.0.1", port), "/pb", Map.of(), new byte[0]);
    }

    static PreparedRequest tls(String host, int port) {
        return new PreparedRequest("GET", new Origin(true, host, port), "/pb", Map.of(), new byte[0]);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
