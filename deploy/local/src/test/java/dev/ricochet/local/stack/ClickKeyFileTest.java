package dev.ricochet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import dev.ricochet.schemas.click.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickKeyFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldKeepTheKeysOfADirectorySoThatItsClicksStayGenuine() {
        Path file = directory.resolve("keys/click-keys");
        String clickId = new ClickIds(ClickKeys.parse(ClickKeyFile.readOrCreate(file))).mint(Instant.now());

        ClickIds afterRestart = new ClickIds(ClickKeys.parse(ClickKeyFile.readOrCreate(file)));

        assertThat(afterRestart.verify(clickId)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void shouldMakeOtherKeysForAnotherDirectory() {
        assertThat(ClickKeyFile.readOrCreate(directory.resolve("one/keys")))
                .isNotEqualTo(ClickKeyFile.readOrCreate(directory.resolve("other/keys")));
    }

    @Test
    void shouldLetOnlyTheOwnerReadThem() throws IOException {
        Path file = directory.resolve("click-keys");

        ClickKeyFile.readOrCreate(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
