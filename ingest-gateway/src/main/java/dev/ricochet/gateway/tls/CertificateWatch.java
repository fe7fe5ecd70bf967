package dev.ricochet.gateway.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves with the certificate of the moment: reads it at the start, and again whenever its files change. */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);
    private static final int HANDSHAKE_SECONDS = 10;

    private final Vertx vertx;
    private final CertificateFiles files;
    private final long timer;
    private final List<Function<ServerSSLOptions, Future<Boolean>>> servers = new CopyOnWriteArrayList<>();
    private final Counter reloaded;
    private final Counter failed;
    // These three are also set on the event loops, which must not wait for a look.
    private volatile CertificateFiles.Content served;
    private volatile boolean underWay;
    private volatile Certificate current;
    private CertificateFiles.@Nullable Content broken;

    private CertificateWatch(
            Vertx vertx,
            TlsSettings settings,
            CertificateFiles files,
            CertificateFiles.Content content,
            MeterRegistry meters)
            throws GeneralSecurityException {
        this.vertx = vertx;
        this.files = files;
        this.served = content;
        this.current = files.check(content);
        this.reloaded = reloads(meters, "taken");
        this.failed = reloads(meters, "refused");
        Gauge.builder(
                        "ricochet.gateway.certificate.expiry",
                        this,
                        watch -> watch.current.notAfter().getEpochSecond())
                .description("When the certificate in use expires, in seconds since 1970; alert weeks before")
                .baseUnit("seconds")
                .register(meters);
        this.timer =
                vertx.setPeriodic(settings.lookEvery().toMillis(), tick -> vertx.executeBlocking(this::look, true));
    }

    /**
     * Reads the certificate.
     *
     * @throws IllegalStateException if there is none that can be served; the message names the file
     */
    public static CertificateWatch start(Vertx vertx, TlsSettings settings, MeterRegistry meters) {
        CertificateFiles files = new CertificateFiles(vertx, settings);
        try {
            return new CertificateWatch(vertx, settings, files, files.read(), meters);
        } catch (IOException unreadable) {
            throw new IllegalStateException("The certificate or its key cannot be read: " + unreadable, unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("HTTPS cannot be served: " + unusable.getMessage(), unusable);
        }
    }

    /** Makes options for a server that is then given to {@link #keepFresh}. */
    public HttpServerOptions secured(HttpServerOptions options) {
        return options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(current.pair())
                .setEnabledSecureTransportProtocols(current.options().getEnabledSecureTransportProtocols())
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS);
    }

    /** From now on that server gets each new certificate. */
    public void keepFresh(HttpServer server) {
        keepFresh(server::updateSSLOptions);
    }

    void keepFresh(Function<ServerSSLOptions, Future<Boolean>> server) {
        servers.add(server);
    }

    /** On a worker thread, one look at a time. */
    private synchronized Void look() {
        try {
            CertificateFiles.Content content = files.read();
            if (!underWay && !content.equals(served) && !content.equals(broken)) {
                // Unless all goes well: one report is enough, until the files change again.
                broken = content;
                Certificate fresh = files.check(content);
                broken = null;
                take(fresh, content);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            failed.increment();
            log.atError()
                    .addKeyValue("reason", unusable.toString())
                    .addKeyValue("in_use_until", current.notAfter())
                    .log("A changed certificate cannot be used, the old one stays");
        }
        return null;
    }

    /** By all servers, or it is offered to all of them again at the next look. */
    private void take(Certificate fresh, CertificateFiles.Content content) {
        underWay = true;
        List<Future<Boolean>> updates = new ArrayList<>();
        servers.forEach(server -> updates.add(offered(server, fresh)));
        Future.all(updates)
                .onSuccess(all -> {
                    current = fresh;
                    served = content;
                    underWay = false;
                    reloaded.increment();
                    log.atInfo().addKeyValue("expires", fresh.notAfter()).log("New certificate in use");
                })
                .onFailure(refused -> {
                    underWay = false;
                    failed.increment();
                    log.atError().setCause(refused).log("A server did not take the new certificate, it gets it again");
                });
    }

    private static Future<Boolean> offered(Function<ServerSSLOptions, Future<Boolean>> server, Certificate fresh) {
        try {
            return server.apply(fresh.options());
        } catch (RuntimeException defect) {
            return Future.failedFuture(defect);
        }
    }

    private static Counter reloads(MeterRegistry meters, String result) {
        return Counter.builder("ricochet.gateway.certificate.reloads")
                .description("Certificates found changed, by whether they could be used; alert on refused")
                .tag("result", result)
                .register(meters);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
