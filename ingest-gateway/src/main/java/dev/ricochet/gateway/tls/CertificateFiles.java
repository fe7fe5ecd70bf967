package dev.ricochet.gateway.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** The two files of a certificate and its key. */
final class CertificateFiles {
    private static final byte[] CHALLENGE = {1, 2, 3, 4, 5, 6, 7, 8};

    private final Vertx vertx;
    private final Path certificate;
    private final Path key;

    CertificateFiles(Vertx vertx, TlsSettings settings) {
        this.vertx = vertx;
        this.certificate = settings.certificate();
        this.key = settings.key();
    }

    /** What the files hold, whether it is good or not. */
    record Content(Buffer certificate, Buffer key) {}

    Content read() throws IOException {
        return new Content(Buffer.buffer(Files.readAllBytes(certificate)), Buffer.buffer(Files.readAllBytes(key)));
    }

    /**
     * Checks that the content is a certificate and the key that belongs to it.
     *
     * @throws GeneralSecurityException if it is not; the message never quotes the key
     */
    Certificate check(Content content) throws GeneralSecurityException {
        PemKeyCertOptions pair =
                new PemKeyCertOptions().addCertValue(content.certificate()).addKeyValue(content.key());
        X509KeyManager manager = manager(pair);
        String alias = alias(manager);
        X509Certificate own = manager.getCertificateChain(alias)[0];
        if (!belongTogether(manager.getPrivateKey(alias), own)) {
            throw new GeneralSecurityException(
                    "the key in " + key + " is not that of the certificate in " + certificate);
        }
        return new Certificate(pair, own.getNotAfter().toInstant());
    }

    private X509KeyManager manager(PemKeyCertOptions pair) throws GeneralSecurityException {
        try {
            for (KeyManager manager : pair.getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager x509) {
                    return x509;
                }
            }
        } catch (Exception unreadable) {
            throw new GeneralSecurityException(
                    "no certificate and key can be read from " + certificate + " and " + key + ": "
                            + unreadable.getMessage(),
                    unreadable);
        }
        throw new GeneralSecurityException("no certificate in " + certificate);
    }

    private String alias(X509KeyManager manager) throws GeneralSecurityException {
        for (String type : new String[] {"RSA", "EC", "EdDSA"}) {
            String[] aliases = manager.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                return aliases[0];
            }
        }
        throw new GeneralSecurityException("the key in " + key + " is neither RSA nor EC nor EdDSA");
    }

    private static boolean belongTogether(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(CHALLENGE);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(CHALLENGE);
        return verifier.verify(signer.sign());
    }
}
