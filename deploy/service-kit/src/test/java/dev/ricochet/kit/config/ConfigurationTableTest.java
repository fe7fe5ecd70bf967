package dev.ricochet.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTableTest {
    private final ConfigurationTable table = ConfigurationTable.of(settings -> {
        settings.duration("RICOCHET_PATIENCE", "30s", "How long it waits.");
        settings.text("RICOCHET_URL", null, "Where it is.");
        settings.optionalText("RICOCHET_RACK", "Rack | row.");
        return settings.secret("RICOCHET_TOKEN", "dev", "Opens.");
    });

    @Test
    void shouldShowEveryDeclarationInItsOrder() {
        assertThat(table.markdown()).isEqualTo("""
                        | key | default | value | meaning |
                        |---|---|---|---|
                        | `RICOCHET_PATIENCE` | `30s` | duration, such as 500ms, 30s, 10m, 12h or 7d | How long it waits. |
                        | `RICOCHET_URL` | required | text | Where it is. |
                        | `RICOCHET_RACK` | none | text | Rack \\| row. |
                        | `RICOCHET_TOKEN` | `****` | text | Opens. Secret: may be given as a file in `RICOCHET_TOKEN_FILE`. |
                        """);
    }

    @Test
    void shouldAcceptAReadmeThatHoldsTheTable(@TempDir Path directory) throws IOException {
        Path readme = Files.writeString(
                directory.resolve("README.md"),
                "# X\n" + ConfigurationTable.BEGIN + "\n" + table.markdown() + ConfigurationTable.END + "\nmore\n");

        assertThatCode(() -> table.requireIn(readme)).doesNotThrowAnyException();
    }

    @Test
    void shouldShowWhatToPasteWhenTheReadmeDiffers(@TempDir Path directory) throws IOException {
        Path readme = Files.writeString(directory.resolve("README.md"), "# X\n");

        assertThatThrownBy(() -> table.requireIn(readme))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Paste:")
                .hasMessageContaining(table.markdown());
    }
}
