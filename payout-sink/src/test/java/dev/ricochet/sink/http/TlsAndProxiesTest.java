package dev.ricochet.sink.http;

import static dev.ricochet.sink.http.SendersHost.PATIENT;
import static dev.ricochet.sink.http.SendersHost.await;
import static dev.ricochet.sink.http.SendersHost.loopback;
import static dev.ricochet.sink.http.SendersHost.tls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.http.SendOutcome.Answered;
import dev.ricochet.sink.http.SendOutcome.Unanswered;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names on certificates, HTTP/2, client certificates, and a proxy, with real servers. */
class TlsAndProxiesTest {

    @TempDir
    private Path keys;

    private final SendersHost here = new SendersHost();

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void shouldVerifyTlsAgainstTheNameThoughTheAddressIsPinned() {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("aff.example");
        int port = here.tlsServer(certificate.keyCertOptions());
        HttpSender trusting = here.sender(certificate.trustOptions(), new AddressPolicy(true), PATIENT);

        assertThat(((Answered) await(trusting.send(tls("aff.example", port)))).body())
                .isEqualTo("secret");
        assertThat(((Unanswered) await(trusting.send(tls("other.example", port)))).error())
                .isEqualTo(SendError.TLS_FAILED);
        assertThat(((Unanswered) await(here.sender.send(tls("aff.example", port)))).error())
                .isEqualTo(SendError.TLS_FAILED);
    }

    @Test
    void shouldRefuseACertificateThatHasExpired() throws Exception {
        Expired expired = Expired.create(keys, "aff.example");
        int port = here.tlsServer(expired.keyCertOptions());
        HttpSender trusting = here.sender(expired.trustOptions(), new AddressPolicy(true), PATIENT);

        Unanswered unanswered = (Unanswered) await(trusting.send(tls("aff.example", port)));

        assertThat(unanswered.error()).isEqualTo(SendError.TLS_FAILED);
        assertThat(unanswered.detail()).contains("NotAfter");
        await(trusting.close());
    }

    @Test
    void shouldSpeakHttp2WhereTlsAgreesOnItAndReuseTheConnection() {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("aff.example");
        List<HttpVersion> versions = new CopyOnWriteArrayList<>();
        Set<Object> connections = ConcurrentHashMap.newKeySet();
        int port = await(here.vertx
                        .createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setUseAlpn(true)
                                .setKeyCertOptions(certificate.keyCertOptions()))
                        .requestHandler(request -> {
                            versions.add(request.version());
                            connections.add(request.connection());
                            request.response().end("two");
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        HttpSender trusting = here.sender(certificate.trustOptions(), new AddressPolicy(true), PATIENT);

        for (int number = 0; number < 3; number++) {
            assertThat(((Answered) await(trusting.send(tls("aff.example", port)))).body())
                    .isEqualTo("two");
        }

        assertThat(versions).hasSize(3).containsOnly(HttpVersion.HTTP_2);
        assertThat(connections).hasSize(1);
        await(trusting.close());
    }

    @Test
    void shouldShowTheCertificateThatAnEndpointWantsToSee() throws Exception {
        SelfSignedCertificate server = SelfSignedCertificate.create("aff.example");
        SelfSignedCertificate ours = SelfSignedCertificate.create("ricochet");
        Files.copy(Path.of(ours.certificatePath()), keys.resolve("ours.crt"));
        Files.copy(Path.of(ours.privateKeyPath()), keys.resolve("ours.key"));
        int port = await(here.vertx
                        .createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setClientAuth(ClientAuth.REQUIRED)
                                .setTrustOptions(ours.trustOptions())
                                .setKeyCertOptions(server.keyCertOptions()))
                        .requestHandler(request -> request.response().end("known"))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        HttpSender showing = new HttpSender(
                here.vertx,
                server.trustOptions(),
                new WayOut(null, keys),
                loopback(new AddressPolicy(true)),
                PATIENT,
                Clock.systemUTC());

        assertThat(((Answered) await(showing.send(tls("aff.example", port), "ours"))).body())
                .isEqualTo("known");
        assertThat(await(showing.send(tls("aff.example", port)))).isInstanceOf(Unanswered.class);
        Unanswered missing = (Unanswered) await(showing.send(tls("aff.example", port), "theirs"));
        assertThat(missing.error()).isEqualTo(SendError.CLIENT_CERTIFICATE_MISSING);
        assertThat(missing.ours()).isTrue();
        await(showing.close());
    }

    @Test
    void shouldTunnelThroughAProxyAndTakeItsFailureForOurs() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.create("aff.example");
        int port = here.tlsServer(certificate.keyCertOptions());
        List<String> tunnels = new CopyOnWriteArrayList<>();
        int proxy = connectProxy(tunnels);
        HttpSender through = new HttpSender(
                here.vertx,
                certificate.trustOptions(),
                new WayOut(new ProxySettings("127.0.0.1", proxy, null), null),
                loopback(new AddressPolicy(true)),
                PATIENT,
                Clock.systemUTC());

        assertThat(await(through.send(tls("aff.example", port))))
                .isInstanceOfSatisfying(
                        Answered.class, answered -> assertThat(answered.body()).isEqualTo("secret"));
        assertThat(tunnels).containsExactly("127.0.0.1:" + port);
        await(through.close());

        HttpSender nowhere = new HttpSender(
                here.vertx,
                certificate.trustOptions(),
                new WayOut(new ProxySettings("127.0.0.1", freePort(), null), null),
                loopback(new AddressPolicy(true)),
                PATIENT,
                Clock.systemUTC());
        Unanswered unanswered = (Unanswered) await(nowhere.send(tls("aff.example", port)));
        assertThat(unanswered.ours()).isTrue();
        assertThat(unanswered.detail()).doesNotContain("127.0.0.1");
        await(nowhere.close());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A proxy that knows CONNECT and nothing else. The way is open in both directions before the client hears of it. */
    private int connectProxy(List<String> tunnels) {
        NetClient client = here.vertx.createNetClient(); // held: a client that nobody holds closes its connections
        return await(here.vertx
                        .createNetServer()
                        .connectHandler(near -> near.handler(request -> {
                            String target = request.toString().split(" ", 3)[1];
                            tunnels.add(target);
                            String[] hostAndPort = target.split(":", 2);
                            client.connect(Integer.parseInt(hostAndPort[1]), hostAndPort[0])
                                    .onSuccess(there -> {
                                        near.handler(there::write);
                                        there.handler(near::write);
                                        near.closeHandler(closed -> there.close());
                                        there.closeHandler(closed -> near.close());
                                        near.write("HTTP/1.1 200 OK\r\n\r\n");
                                    });
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }
}
