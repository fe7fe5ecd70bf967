package dev.ricochet.sink.http;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that endpoints want to see: {@code NAME.crt} and {@code NAME.key} (PEM) in one directory. Keys stay on the
 * dispatchers' disks; the catalog holds names only.
 */
final class ClientCertificates {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final @Nullable Path directory;
    private final ClientSSLOptions usual;
    private final Map<String, Named> read = new ConcurrentHashMap<>();

    /** What was read, and when the file had been changed then. */
    private record Named(long changed, ClientSSLOptions options) {}

    ClientCertificates(@Nullable Path directory, ClientSSLOptions usual) {
        this.directory = directory;
        this.usual = usual;
    }

    /** TLS options that show this certificate; null where there is none of the name. Reads a file that has changed anew. */
    @Nullable ClientSSLOptions of(String name) {
        if (directory == null || !NAME.matcher(name).matches()) {
            return null;
        }
        Path certificate = directory.resolve(name + ".crt");
        Path key = directory.resolve(name + ".key");
        if (!Files.isReadable(certificate) || !Files.isReadable(key)) {
            return null;
        }
        long changed = certificate.toFile().lastModified();
        Named known = read.get(name);
        if (known == null || known.changed != changed) {
            ClientSSLOptions options = usual.copy()
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(certificate.toString())
                            .setKeyPath(key.toString()));
            known = new Named(changed, options);
            read.put(name, known);
        }
        return known.options;
    }
}
