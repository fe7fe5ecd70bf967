package dev.ricochet.local.stack;

import dev.ricochet.local.apikey.NewApiKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The local stack's admin key: itself for the person at the machine, its hash for the gateway. Made once. */
final class ApiKeyFiles {
    private ApiKeyFiles() {}

    /**
     * Makes both files, readable by their owner only, unless the hashes are there: others may have been added.
     *
     * @param key holds the line of an HTTP header, as {@code curl -H @FILE} takes it
     * @param hashes what the gateway reads
     */
    static void ensure(Path key, Path hashes) {
        try {
            if (!Files.exists(hashes)) {
                NewApiKey made = NewApiKey.of("local-admin", "admin");
                Files.createDirectories(key.getParent());
                // The hashes come last: a key that a crash left without its hash is made again at the next start.
                write(key, "Authorization: Bearer " + made.key() + "\n");
                write(
                        hashes,
                        "# made by deploy/ricochet; more with: deploy/ricochet api-key NAME ROLE\n" + made.line()
                                + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the admin key " + key + " cannot be made", e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
