package dev.ricochet.local.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFilesTest {

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheKeyForItsOwnerAndTheHashForTheGateway() throws Exception {
        Path key = directory.resolve("keys/admin-key");
        Path hashes = directory.resolve("keys/api-keys");

        ApiKeyFiles.ensure(key, hashes);

        String header = Files.readString(key).strip();
        assertThat(header).startsWith("Authorization: Bearer rk_");
        String secret = header.substring("Authorization: Bearer ".length());
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII)));
        assertThat(Files.readString(hashes))
                .contains("local-admin admin " + hash)
                .doesNotContain(secret);
        for (Path file : new Path[] {key, hashes}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void shouldKeepWhatIsThere() throws Exception {
        Path key = directory.resolve("admin-key");
        Path hashes = directory.resolve("api-keys");
        ApiKeyFiles.ensure(key, hashes);
        String before = Files.readString(key);
        Files.writeString(hashes, Files.readString(hashes) + "# and more\n");

        ApiKeyFiles.ensure(key, hashes);

        assertThat(Files.readString(key)).isEqualTo(before);
        assertThat(Files.readString(hashes)).endsWith("# and more\n");
    }
}
