package dev.ricochet.kit.catalog.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.ricochet.schemas.catalog.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dialects that an advertiser's entry can name, out of {@code dialects.yaml} beside this class: written and checked as
 * an advertiser's own wording is, which is laid over them.
 */
public final class DialectPresets {
    /** Our own names, and what an advertiser speaks whose entry names nothing else. */
    public static final String DEFAULT = "ricochet";

    private static final String FILE = "dialects.yaml";
    private static final Map<String, Wording> BY_NAME = read();

    private DialectPresets() {}

    /** In the order of the file. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** What each says, in the order of the file. */
    public static Map<String, Wording> all() {
        return BY_NAME;
    }

    /** What the dialect of this name says, or null where there is none. */
    public static @Nullable Wording named(String name) {
        return BY_NAME.get(name);
    }

    private static Map<String, Wording> read() {
        List<Problem> problems = new ArrayList<>();
        Map<String, Wording> presets = new LinkedHashMap<>();
        Node file = new Node("", tree(), problems);
        for (String name : file.allKeys()) {
            file.object(name, DialectPresets::preset).ifPresent(wording -> presets.put(name, wording));
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(FILE + " is wrong: " + problems);
        }
        return Collections.unmodifiableMap(presets);
    }

    private static Wording preset(Node node) {
        String unused = node.text("source");
        return WordingReader.wording(node);
    }

    private static JsonNode tree() {
        try (InputStream file = DialectPresets.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not beside " + DialectPresets.class.getName());
            }
            return JsonMapper.builder(new YAMLFactory()).build().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }
}
