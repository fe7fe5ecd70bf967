package dev.ricochet.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.form.DialectPresets;
import dev.ricochet.schemas.catalog.Wording;
import dev.ricochet.schemas.postback.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DialectTableTest {

    @Test
    void shouldStandInTheReadme() throws Exception {
        StringBuilder table = new StringBuilder("<!-- dialects: generated from the presets, a test compares -->\n");
        table.append("| dialect | our field: their parameter | status words |\n|---|---|---|\n");
        DialectPresets.all().forEach((name, preset) -> {
            if (!name.equals("ricochet") && !name.equals("custom")) {
                table.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(parameters(preset))
                        .append(" | ");
                table.append(statuses(preset)).append(" |\n");
            }
        });
        table.append("<!-- /dialects -->\n");

        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }

    private static String parameters(Wording preset) {
        Map<Field, String> byField = new TreeMap<>();
        new TreeMap<>(preset.getParameters())
                .forEach((parameter, label) -> byField.merge(
                        Field.labelled(label), "`" + parameter + "`", (one, other) -> one + " or " + other));
        return byField.entrySet().stream()
                .map(field -> field.getKey().label() + ": " + field.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String statuses(Wording preset) {
        return new TreeMap<>(preset.getStatuses())
                .entrySet().stream()
                        .map(word -> "`" + word.getKey() + "` " + word.getValue())
                        .collect(Collectors.joining(", "));
    }
}
