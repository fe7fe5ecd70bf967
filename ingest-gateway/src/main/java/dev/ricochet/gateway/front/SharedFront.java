package dev.ricochet.gateway.front;

import dev.ricochet.gateway.postback.BodyRoom;
import dev.ricochet.gateway.publish.InFlightBytes;
import dev.ricochet.gateway.tls.CertificateWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the event loops of the public server have in common: the count of connections, the certificate, the ports. */
final class SharedFront {
    private static final Duration[] LAGS = {
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger plainPort = new AtomicInteger();
    private final AtomicInteger securedPort = new AtomicInteger();
    private final Counter refused;
    private final Timer lags;
    private final @Nullable CertificateWatch certificates;
    private final Farewell farewell;
    private final BodyRoom bodies;

    SharedFront(MeterRegistry meters, @Nullable CertificateWatch certificates, Farewell farewell, Bounds bounds) {
        this.bodies = new BodyRoom(bounds.bodyWithin(), new InFlightBytes(bounds.mostBodyBytes()));
        this.certificates = certificates;
        this.farewell = farewell;
        Gauge.builder("ricochet.gateway.connections", connections, AtomicInteger::get)
                .description("Connections of callers open now")
                .register(meters);
        this.refused = Counter.builder("ricochet.gateway.connections.refused")
                .description("Connections closed as they came, because as many as allowed were open")
                .register(meters);
        this.lags = Timer.builder("ricochet.gateway.event.loop.lag")
                .description("How late a timer came on an event loop, looked at ten times a second on each")
                .serviceLevelObjectives(LAGS)
                .register(meters);
    }

    /** Must be called on the event loop that it is to watch. */
    LoopLag lag(Vertx vertx, Bounds bounds) {
        return new LoopLag(vertx, bounds.mostLag(), lags);
    }

    ConnectionWatch watch(Vertx vertx, Bounds bounds) {
        return new ConnectionWatch(vertx, bounds, connections, refused::increment, farewell);
    }

    BodyRoom bodies() {
        return bodies;
    }

    @Nullable CertificateWatch certificates() {
        return certificates;
    }

    void listensPlain(HttpServer server) {
        plainPort.set(server.actualPort());
    }

    void listensSecured(HttpServer server) {
        securedPort.set(server.actualPort());
    }

    int plainPort() {
        return plainPort.get();
    }

    /** 0 where no HTTPS is served. */
    int securedPort() {
        return securedPort.get();
    }
}
