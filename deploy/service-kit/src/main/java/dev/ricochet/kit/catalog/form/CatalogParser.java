package dev.ricochet.kit.catalog.form;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** A catalog file's text to its entries, or everything that is wrong with it. */
public final class CatalogParser {
    // Amounts written as bare numbers must not pass through floating point.
    private static final JsonMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** As people write them, and are told of them: who is there before what they do. */
    static final List<Kind<?>> IN_FILES =
            List.of(Kind.ADVERTISERS, Kind.AFFILIATES, Kind.OFFERS, Kind.ENDPOINTS, Kind.LISTS, Kind.RATES, Kind.TIERS);

    private CatalogParser() {}

    /**
     * Reads a file as a whole.
     *
     * @param present what the catalog holds now: kept secrets come from there, and references may point there
     * @param prune whether entries that the file does not have go away, so that nothing may refer to them
     */
    public static Entries parse(String text, Entries present, boolean prune) throws InvalidCatalogException {
        List<Problem> problems = new ArrayList<>();
        Node file = new Node("", tree(text), problems);
        Entries entries = Entries.NONE;
        for (Kind<?> kind : IN_FILES) {
            entries = read(kind, file, present, entries);
        }
        file.end();
        problems.addAll(References.check(prune ? entries : entries.over(present)));
        if (!problems.isEmpty()) {
            throw new InvalidCatalogException(problems);
        }
        return entries;
    }

    private static JsonNode tree(String text) throws InvalidCatalogException {
        try {
            JsonNode tree = YAML.readTree(text);
            return tree == null || tree.isMissingNode() || tree.isNull() ? JsonNodeFactory.instance.objectNode() : tree;
        } catch (JsonProcessingException malformed) {
            JsonLocation location = malformed.getLocation();
            String where = location == null ? "file" : "line " + location.getLineNr();
            throw new InvalidCatalogException(
                    List.of(new Problem(where, malformed.getOriginalMessage(), "well-formed YAML")));
        }
    }

    private static <V extends SpecificRecord> Entries read(Kind<V> kind, Node file, Entries present, Entries before) {
        Map<String, V> entries = new LinkedHashMap<>();
        for (V entry : file.list(kind.name(), node -> EntryReader.read(kind, node, present))) {
            String id = kind.id().apply(entry);
            if (entries.put(id, entry) != null && !id.isEmpty()) {
                file.report(kind.name(), Node.quoted(id) + " twice", "each id once");
            }
        }
        return before.with(kind, entries);
    }
}
