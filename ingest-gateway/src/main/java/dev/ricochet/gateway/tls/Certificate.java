package dev.ricochet.gateway.tls;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Instant;
import java.util.Set;

/**
 * A certificate with its key, checked.
 *
 * @param notAfter when it expires
 */
record Certificate(PemKeyCertOptions pair, Instant notAfter) {
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    /** As a server takes it: with HTTP/2 offered, and no protocol that is broken. */
    ServerSSLOptions options() {
        ServerSSLOptions options = new ServerSSLOptions();
        options.setKeyCertOptions(pair);
        options.setUseAlpn(true);
        options.setEnabledSecureTransportProtocols(PROTOCOLS);
        return options;
    }
}
