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
import java.util.function.Function;

/** A catalog file's text to its entries, or everything that is wrong with it. */
public final class CatalogParser {
    // Amounts written as bare numbers must not pass through floating point.
    private static final JsonMapper YAML = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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
        Entries entries = new Entries(
                byId(file, "advertisers", node -> PartyReader.advertiser(node, present), entry -> entry.getId()),
                byId(file, "affiliates", node -> PartyReader.affiliate(node, present), entry -> entry.getId()),
                byId(file, "offers", OfferReader::offer, entry -> entry.getId()),
                byId(file, "endpoints", node -> EndpointReader.endpoint(node, present), entry -> entry.getId()));
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

    private static <T> Map<String, T> byId(Node file, String kind, Function<Node, T> read, Function<T, String> id) {
        Map<String, T> entries = new LinkedHashMap<>();
        for (T entry : file.list(kind, read)) {
            if (entries.put(id.apply(entry), entry) != null && !id.apply(entry).isEmpty()) {
                file.report(kind, Node.quoted(id.apply(entry)) + " twice", "each id once");
            }
        }
        return entries;
    }
}
