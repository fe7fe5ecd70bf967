package dev.ricochet.kit.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The reference of a configuration as a Markdown table, generated from what the reader declares.
 *
 * <p>A README holds it between two marker lines. A test keeps the two equal:
 *
 * <pre>{@code
 * ConfigurationTable.of(Service.settings("ingest-gateway", GatewayConfig::from)).requireIn(Path.of("README.md"));
 * }</pre>
 */
public final class ConfigurationTable {
    static final String BEGIN = "<!-- configuration: generated from the code, a test compares -->";
    static final String END = "<!-- /configuration -->";

    private final String markdown;

    private ConfigurationTable(String markdown) {
        this.markdown = markdown;
    }

    public static ConfigurationTable of(Function<Settings, ?> reader) {
        return of(Settings.reference(reader));
    }

    public static ConfigurationTable of(List<Setting> settings) {
        return new ConfigurationTable(settings.stream()
                .map(ConfigurationTable::row)
                .collect(Collectors.joining("\n", "| key | default | value | meaning |\n|---|---|---|---|\n", "\n")));
    }

    /** The table alone. */
    public String markdown() {
        return markdown;
    }

    /**
     * Compares with a file.
     *
     * @throws AssertionError if the file does not hold this table between its markers; the message is what to paste
     */
    public void requireIn(Path file) throws IOException {
        String wanted = BEGIN + "\n" + markdown + END;
        if (!Files.readString(file).replace("\r\n", "\n").contains(wanted)) {
            throw new AssertionError(file.toAbsolutePath()
                    + " does not show the configuration as the code reads it. Paste:\n\n" + wanted + "\n");
        }
    }

    private static String row(Setting setting) {
        String meaning = setting.secret()
                ? setting.meaning() + " Secret: may be given as a file in `" + setting.fileKey() + "`."
                : setting.meaning();
        return "| `%s` | %s | %s | %s |"
                .formatted(setting.key(), fallback(setting), cell(setting.form()), cell(meaning));
    }

    private static String fallback(Setting setting) {
        String value = setting.fallback();
        if (value == null) {
            return setting.optional() ? "none" : "required";
        }
        return value.isEmpty() ? "empty" : "`" + cell(setting.shown(value)) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
