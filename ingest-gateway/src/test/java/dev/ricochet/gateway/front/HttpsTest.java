package dev.ricochet.gateway.front;

import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ricochet.gateway.tls.TestCertificate;
import dev.ricochet.gateway.tls.TlsSettings;
import dev.ricochet.kit.catalog.Catalog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Catalog CATALOG =
            aCatalog().with(anAffiliate("aff-1")).with(anOffer("shoes")).build();

    @TempDir
    private Path directory;

    private TestCertificate first;
    private TlsSettings settings;

    @BeforeEach
    void aCertificate() throws Exception {
        first = TestCertificate.create(directory);
        settings =
                new TlsSettings(0, directory.resolve("tls.crt"), directory.resolve("tls.key"), Duration.ofMillis(100));
        install(first);
    }

    @Test
    void shouldServeOverHttp2WithItsCertificate() throws Exception {
        try (GatewayAtTheDoor door = door()) {
            HttpResponse<String> answer = get(door, first.certificate());

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(answer.headers().firstValue("server")).isEmpty();
            assertThat(door.get("/c/shoes?aff=aff-1").headers().firstValue("strict-transport-security"))
                    .isEmpty();
        }
    }

    @Test
    void shouldTakeOverHttp2WhatItTakesOverHttp1() throws Exception {
        try (GatewayAtTheDoor door = door()) {
            HttpResponse<String> longLink =
                    get(door, first.certificate(), "/c/shoes?aff=aff-1&sub1=" + "x".repeat(15_000));
            HttpResponse<String> tooLarge = post(door, "/p/acme", "x".repeat(GatewayAtTheDoor.MOST_BODY + 1));

            assertThat(longLink.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(longLink.statusCode()).isEqualTo(302);
            assertThat(tooLarge.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(tooLarge.statusCode()).isEqualTo(413);
            // Which HTTP/2 forbids, so that many clients drop the whole answer.
            assertThat(tooLarge.headers().firstValue("connection")).isEmpty();
        }
    }

    @Test
    void shouldTakeUpANewCertificateWithoutARestart() throws Exception {
        TestCertificate second = TestCertificate.create(directory);
        try (GatewayAtTheDoor door = door()) {
            get(door, first.certificate());

            install(second);

            await().atMost(PATIENCE)
                    .until(() -> door.count("ricochet.gateway.certificate.reloads", "result", "taken") > 0);
            assertThat(get(door, second.certificate()).statusCode()).isEqualTo(302);
            assertThatThrownBy(() -> get(door, first.certificate())).isInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    @Test
    void shouldKeepTheOldCertificateWhenTheNewKeyDoesNotBelongToIt() throws Exception {
        TestCertificate second = TestCertificate.create(directory);
        try (GatewayAtTheDoor door = door()) {
            second.writeKey(settings.key());

            await().atMost(PATIENCE)
                    .until(() -> door.count("ricochet.gateway.certificate.reloads", "result", "refused") > 0);
            assertThat(get(door, first.certificate()).statusCode()).isEqualTo(302);
        }
    }

    @Test
    void shouldNotStartWithAKeyThatDoesNotBelongToItsCertificate() throws Exception {
        TestCertificate.create(directory).writeKey(settings.key());

        assertThatThrownBy(this::door)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tls.key")
                .hasMessageContaining("is not that of the certificate");
    }

    private GatewayAtTheDoor door() {
        return new GatewayAtTheDoor(CATALOG, GatewayAtTheDoor.BOUNDS, settings);
    }

    private void install(TestCertificate certificate) throws Exception {
        certificate.writeCertificate(settings.certificate());
        certificate.writeKey(settings.key());
    }

    private HttpResponse<String> get(GatewayAtTheDoor door, X509Certificate trusted) throws Exception {
        return get(door, trusted, "/c/shoes?aff=aff-1");
    }

    private static HttpResponse<String> get(GatewayAtTheDoor door, X509Certificate trusted, String path)
            throws Exception {
        return trusting(trusted).send(request(door, path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(GatewayAtTheDoor door, String path, String body) throws Exception {
        HttpRequest request = request(door, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return trusting(first.certificate()).send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(GatewayAtTheDoor door, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + door.tlsPort + path))
                .timeout(PATIENCE);
    }

    /** A client that has seen nothing before. */
    private static HttpClient trusting(X509Certificate trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
