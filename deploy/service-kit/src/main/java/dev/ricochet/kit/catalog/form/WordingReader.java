package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.Wording;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an advertiser writes otherwise than its dialect, out of a catalog file. */
final class WordingReader {
    private static final List<String> STATUSES = List.of("pending", "approved", "rejected", "reversed");

    private WordingReader() {}

    static Wording wording(Node node) {
        Map<String, String> statuses = new LinkedHashMap<>();
        texts(node, "statuses").forEach((word, meaning) -> {
            if (!STATUSES.contains(meaning)) {
                node.report("statuses." + word, quoted(meaning), "one of " + String.join(", ", STATUSES));
            }
            statuses.put(word.toLowerCase(Locale.ROOT), meaning);
        });
        return Wording.newBuilder()
                .setParameters(texts(node, "parameters"))
                .setStatuses(statuses)
                .setGoals(texts(node, "goals"))
                .setDecimalComma(node.flag("decimal_comma"))
                .setTimeFormat(timeFormat(node))
                .setTimeZone(timeZone(node))
                .build();
    }

    private static Map<String, String> texts(Node node, String key) {
        return node.object(key, mapping -> {
                    Map<String, String> texts = new LinkedHashMap<>();
                    mapping.allKeys().forEach(name -> texts.put(name, mapping.text(name)));
                    return texts;
                })
                .orElseGet(Map::of);
    }

    private static @Nullable String timeFormat(Node node) {
        String pattern = node.optionalText("time_format");
        if (pattern != null) {
            try {
                var unused = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            } catch (IllegalArgumentException malformed) {
                node.report("time_format", quoted(pattern), "a pattern such as dd.MM.yyyy HH:mm:ss");
            }
        }
        return pattern;
    }

    private static @Nullable String timeZone(Node node) {
        String zone = node.optionalText("time_zone");
        if (zone != null) {
            try {
                ZoneId.of(zone);
            } catch (DateTimeException unknown) {
                node.report("time_zone", quoted(zone), "an IANA time zone such as UTC or Europe/Berlin");
            }
        }
        return zone;
    }
}
