package dev.ricochet.gateway.tls;

import dev.ricochet.kit.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTPS is served, and with what.
 *
 * @param port of its own, beside the one for plain HTTP; 0 takes any free one
 * @param certificate PEM file of the chain, the gateway's own certificate first
 * @param key PEM file of the private key (PKCS 8, not encrypted)
 * @param lookEvery how often both files are looked at for a change
 */
public record TlsSettings(int port, Path certificate, Path key, Duration lookEvery) {

    /** Null where no certificate is set: then there is no HTTPS. */
    public static @Nullable TlsSettings from(Settings settings) {
        String certificate = settings.optionalText(
                "RICOCHET_GATEWAY_TLS_CERTIFICATE_FILE",
                "PEM file of the certificate chain; with it and its key the gateway serves HTTPS too.");
        String key = settings.optionalText(
                "RICOCHET_GATEWAY_TLS_KEY_FILE", "PEM file of its private key (PKCS 8, not encrypted).");
        int port = settings.port("RICOCHET_GATEWAY_TLS_PORT", 8443, "Port for HTTPS; 0 takes any free one.");
        Duration lookEvery = settings.duration(
                "RICOCHET_GATEWAY_TLS_RELOAD",
                "30s",
                "How often the two files are looked at; a new pair is taken up at once.");
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            settings.problem(
                    "RICOCHET_GATEWAY_TLS_CERTIFICATE_FILE and RICOCHET_GATEWAY_TLS_KEY_FILE belong together, and "
                            + (key == null ? "RICOCHET_GATEWAY_TLS_KEY_FILE" : "RICOCHET_GATEWAY_TLS_CERTIFICATE_FILE")
                            + " is missing");
            return null;
        }
        return new TlsSettings(port, Path.of(certificate), Path.of(key), lookEvery);
    }
}
