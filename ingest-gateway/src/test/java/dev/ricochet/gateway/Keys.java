package dev.ricochet.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Two keys for tests, and the file that knows them. */
final class Keys {
    static final String ADMIN = "Bearer rk_admin";
    static final String READ = "Bearer rk_read";

    private Keys() {}

    static String file(Path directory) throws IOException {
        return Files.writeString(
                        directory.resolve("api-keys"),
                        "# who may\n" + line("ann", "admin", "rk_admin") + line("rob", "read", "rk_read"))
                .toString();
    }

    static String line(String name, String role, String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return name + " " + role + " " + HexFormat.of().formatHex(hash) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
