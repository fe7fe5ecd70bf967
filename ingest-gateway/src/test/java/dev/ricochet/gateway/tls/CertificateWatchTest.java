package dev.ricochet.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.service.ServiceRuntime;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {
    private final ServiceRuntime runtime = ServiceRuntime.forTest("certificates");

    @TempDir
    private Path directory;

    private CertificateWatch watch;

    @BeforeEach
    void start() throws Exception {
        write(TestCertificate.create(directory));
        watch = CertificateWatch.start(
                runtime.vertx(),
                new TlsSettings(0, directory.resolve("cert.pem"), directory.resolve("key.pem"), Duration.ofMillis(20)),
                runtime.meters());
    }

    @AfterEach
    void close() {
        watch.close();
        runtime.close();
    }

    @Test
    void shouldOfferACertificateAgainWhereAServerDidNotTakeIt() throws Exception {
        AtomicInteger healthy = new AtomicInteger();
        AtomicInteger stubborn = new AtomicInteger();
        watch.keepFresh(options -> Future.succeededFuture(healthy.incrementAndGet() > 0));
        watch.keepFresh(options ->
                stubborn.incrementAndGet() <= 2 ? Future.failedFuture("not now") : Future.succeededFuture(true));

        write(TestCertificate.create(directory));

        await().until(() -> count("taken") == 1);
        assertThat(stubborn).hasValue(3);
        assertThat(healthy).hasValue(3);
        assertThat(count("refused")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldCountADefectOfAServerAndGoOn() throws Exception {
        AtomicInteger offers = new AtomicInteger();
        watch.keepFresh(options -> {
            if (offers.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
            return Future.succeededFuture(true);
        });

        write(TestCertificate.create(directory));

        await().until(() -> count("taken") == 1);
        assertThat(offers).hasValue(2);
    }

    @Test
    void shouldOfferNoPairThatDoesNotFit() throws Exception {
        AtomicInteger offers = new AtomicInteger();
        watch.keepFresh(options -> Future.succeededFuture(offers.incrementAndGet() > 0));

        Files.writeString(directory.resolve("key.pem"), "no key");
        await().until(() -> count("refused") == 1);
        write(TestCertificate.create(directory));

        await().until(() -> count("taken") == 1);
        assertThat(offers).hasValue(1);
    }

    /** Key and certificate change one after the other; a look in between finds a pair that does not fit. */
    private void write(TestCertificate certificate) throws Exception {
        certificate.writeCertificate(directory.resolve("cert.pem"));
        certificate.writeKey(directory.resolve("key.pem"));
    }

    private double count(String result) {
        return runtime.meters()
                .get("ricochet.gateway.certificate.reloads")
                .tag("result", result)
                .counter()
                .count();
    }
}
